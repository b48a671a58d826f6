import type { ReactNode } from 'react'

type BarsProps = {
  /** Widths in modules, a bar first, then a space. */
  readonly widths: readonly number[]
  /** What the bars say, for those who cannot see them. */
  readonly label: string
}

const MODULE = 3
const QUIET_MODULES = 11
const HEIGHT = 110

/** A barcode to be scanned off the screen: black on white in either theme, with its quiet zones. */
export function Bars({ widths, label }: BarsProps): ReactNode {
  const modules = widths.reduce((sum, width) => sum + width, 0)
  const width = (modules + 2 * QUIET_MODULES) * MODULE
  return (
    <svg
      className="bars"
      role="img"
      aria-label={label}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      shapeRendering="crispEdges"
    >
      <rect width={width} height={HEIGHT} fill="#fff" />
      {barsOf(widths).map(({ at, wide }) => (
        <rect
          key={at}
          x={(at + QUIET_MODULES) * MODULE}
          y={8}
          width={wide * MODULE}
          height={HEIGHT - 16}
          fill="#000"
        />
      ))}
    </svg>
  )
}

function barsOf(widths: readonly number[]): readonly { at: number; wide: number }[] {
  let at = 0
  const bars: { at: number; wide: number }[] = []
  widths.forEach((wide, index) => {
    if (index % 2 === 0) bars.push({ at, wide })
    at += wide
  })
  return bars
}
