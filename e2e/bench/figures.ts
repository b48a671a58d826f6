/** One line of the report. */
export type Figure = {
  readonly name: string
  /** What was measured, with its unit, for people. */
  readonly ours: string
  readonly floor: string
  /** Ours divided by the floor; null where the goal is no ratio. */
  readonly ratio: number | null
  /** The goal in words, as design and report have it. */
  readonly goal: string
  /** Null where nothing could be measured. */
  readonly reached: boolean | null
  /** What a reader must know about this line; empty for nothing. */
  readonly note: string
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** The value that so many percent of the numbers do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)
  const found = sorted[at]
  if (found === undefined) throw new Error('Nothing was measured')
  return found
}

/** A figure that is a ratio to a floor measured in the same minute. */
export function ratioFigure(about: {
  readonly name: string
  readonly ours: number
  readonly floor: number
  readonly most: number
  readonly unit: string
  readonly note?: string
}): Figure {
  const { name, ours, floor, most, unit, note = '' } = about
  const ratio = ours / floor
  return {
    name,
    ours: `${rounded(ours)} ${unit}`,
    floor: `${rounded(floor)} ${unit}`,
    ratio,
    goal: `at most ${most} ×`,
    reached: ratio <= most,
    note,
  }
}

/** A figure with a bound of its own. */
export function boundFigure(about: {
  readonly name: string
  readonly ours: number
  readonly most: number
  readonly unit: string
  readonly floor?: string
  readonly note?: string
}): Figure {
  const { name, ours, most, unit, floor = '–', note = '' } = about
  return {
    name,
    ours: `${rounded(ours)} ${unit}`,
    floor,
    ratio: null,
    goal: `at most ${most} ${unit}`,
    reached: ours <= most,
    note,
  }
}

/** A line that says why there is no figure. */
export function missingFigure(name: string, goal: string, note: string): Figure {
  return { name, ours: '–', floor: '–', ratio: null, goal, reached: null, note }
}

/** Three digits that count. */
export function rounded(value: number): string {
  if (value === 0) return '0'
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toFixed(Math.min(digits, 6))
}
