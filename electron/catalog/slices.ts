/*
 * Long work in small slices. The till must answer while a catalog of a million rows is read, so whatever
 * grows with the catalog is a generator that yields often; `breathing` lets the event loop in between.
 */

/** Work that yields after each small step and ends with an answer. */
export type Sliced<T> = Generator<void, T>

/** How long the till may be busy with the catalog before it looks up. */
const SLICE_MS = 8

/** Steps of the cheap kind between two yields. */
const STEPS = 4096

/** Does the work a slice at a time; the till answers in between. */
export async function breathing<T>(work: Sliced<T>): Promise<T> {
  let since = performance.now()
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    if (performance.now() - since < SLICE_MS) continue
    await breath()
    since = performance.now()
  }
}

/** Does the work at once. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

/** Lets everything that waits have its turn. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** Counts with a yield every few thousand steps. */
export function* steps(count: number, work: (index: number) => void): Sliced<void> {
  for (let index = 0; index < count; index += 1) {
    work(index)
    if (index % STEPS === STEPS - 1) yield
  }
}

/** Sorts into a new list: short runs first, then merged pair by pair. Equal ones keep their order. */
export function* sorted<T>(
  list: readonly T[],
  compare: (a: T, b: T) => number,
): Sliced<readonly T[]> {
  let runs: T[][] = []
  for (let from = 0; from < list.length; from += STEPS) {
    runs.push(list.slice(from, from + STEPS).sort(compare))
    yield
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(yield* merge(runs[at] ?? [], runs[at + 1] ?? [], compare))
    }
    runs = merged
  }
  return runs[0] ?? []
}

function* merge<T>(
  left: readonly T[],
  right: readonly T[],
  compare: (a: T, b: T) => number,
): Sliced<T[]> {
  const merged: T[] = []
  let at = 0
  for (const value of left) {
    for (let other = right[at]; other !== undefined; other = right[at]) {
      if (compare(value, other) <= 0) break
      merged.push(other)
      at += 1
      if (merged.length % STEPS === 0) yield
    }
    merged.push(value)
    if (merged.length % STEPS === 0) yield
  }
  for (; at < right.length; at += STEPS) {
    merged.push(...right.slice(at, at + STEPS))
    yield
  }
  return merged
}
