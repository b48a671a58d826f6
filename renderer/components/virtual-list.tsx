import { useLayoutEffect, useState, type ReactNode } from 'react'

/** Up to this many rows are simply all in the document. */
export const ROWS_ALL_MAX = 60

/** Pixels of rows kept ready above and below what is in sight. */
const SPARE = 240

type VirtualListProps<Row> = {
  readonly rows: readonly Row[]
  /** The part that scrolls; null until it is on screen. */
  readonly scroller: HTMLElement | null
  readonly keyOf: (row: Row) => string
  /** Exact height of a row in layout pixels, its border included: nothing is ever measured. */
  readonly heightOf: (row: Row) => number
  /** Key of the newest row; brought into sight each time `turn` grows while the list follows. */
  readonly newest: string | null
  readonly turn: number
  readonly follows: boolean
  /** Key of the row chosen by hand; brought into sight when it changes. */
  readonly chosen: string | null
  readonly draw: (row: Row, index: number) => ReactNode
}

/**
 * Rows inside a scroller; beyond sixty only those in sight are in the document. Because every height is
 * known, a new row and the scrolling to it come in one frame.
 */
export function VirtualList<Row>(props: VirtualListProps<Row>): ReactNode {
  const { rows, scroller, keyOf, heightOf, newest, turn, follows, chosen } = props
  const [sight, setSight] = useState<Sight>({ top: 0, height: 1000 })
  const tops = topsOf(rows, heightOf)
  useLayoutEffect(() => {
    if (scroller === null) return undefined
    const look = (): void => setSight((old) => sightOf(scroller, old))
    look()
    scroller.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    return () => {
      scroller.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
    }
  }, [scroller])
  const bring = (key: string | null): void => {
    const index = key === null ? -1 : rows.findIndex((row) => keyOf(row) === key)
    if (index < 0 || scroller === null) return
    bringIntoSight(scroller, tops[index] ?? 0, tops[index + 1] ?? 0)
    setSight((old) => sightOf(scroller, old))
  }
  // Only a new line or a new choice moves the list; otherwise it stays where the cashier put it.
  useLayoutEffect(() => {
    if (follows) bring(newest)
  }, [turn, scroller])
  useLayoutEffect(() => bring(chosen), [chosen, scroller])
  if (rows.length <= ROWS_ALL_MAX) return rows.map((row, index) => props.draw(row, index))
  const [first, last] = inSight(tops, sight)
  return (
    <div className="virtual" style={{ height: tops[rows.length] ?? 0 }}>
      <div style={{ transform: `translateY(${tops[first] ?? 0}px)` }}>
        {rows.slice(first, last).map((row, index) => props.draw(row, first + index))}
      </div>
    </div>
  )
}

/** What of the list can be seen: pixels from its top, and how many. */
type Sight = { readonly top: number; readonly height: number }

/** Where each row begins; one more for the end of the last. */
export function topsOf<Row>(
  rows: readonly Row[],
  heightOf: (row: Row) => number,
): readonly number[] {
  const tops = [0]
  let top = 0
  for (const row of rows) {
    top += heightOf(row)
    tops.push(top)
  }
  return tops
}

/** First row in sight and the one after the last, with some to spare. */
export function inSight(tops: readonly number[], sight: Sight): readonly [number, number] {
  const end = tops.length - 1
  let first = 0
  while (first < end && (tops[first + 1] ?? 0) < sight.top - SPARE) first += 1
  let last = first
  while (last < end && (tops[last] ?? 0) < sight.top + sight.height + SPARE) last += 1
  return [first, last]
}

function sightOf(element: HTMLElement, old: Sight): Sight {
  const { scrollTop: top, clientHeight: height } = element
  return top === old.top && height === old.height ? old : { top, height }
}

function bringIntoSight(element: HTMLElement, top: number, bottom: number): void {
  if (bottom > element.scrollTop + element.clientHeight) {
    element.scrollTop = bottom - element.clientHeight
  } else if (top < element.scrollTop) element.scrollTop = top
}
