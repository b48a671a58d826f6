import {
  memo,
  useCallback,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import { VirtualList } from '../../components/virtual-list'
import { choose, useChosen } from '../../stores/draft'
import { keepSame } from '../../stores/keep-same'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { useCouponMarks } from '../parts/use-outlooks'
import { BackRow } from './back-row'
import { LineRow } from './line-row'
import { heightOf, rowsOf, touchedLine, type OrderRow } from './rows'
import { useFollow } from './use-follow'
import { WholeRow } from './whole-row'

/** The lines of the order and what is taken off the whole; scrolls inside itself. */
export const LineList = memo(function LineList(): ReactNode {
  const rows = useRows()
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const chosenLine = useChosen('line')
  const chosenPromotion = useChosen('promotion')
  const isOpen = useTill((view) => view.order.status === 'open')
  const mark = useMark()
  const chosen = isOpen ? chosenLine : null
  const follow = useFollow(scroller)
  const coupons = useCouponMarks()
  const draw = useCallback(
    (row: OrderRow): ReactNode =>
      row.kind === 'line' ? (
        <LineRow
          key={row.id}
          row={row}
          chosen={row.id === chosen}
          mark={mark?.lineId === row.id ? mark.turn : 0}
          coupon={coupons[row.id] ?? null}
          locked={!isOpen}
        />
      ) : row.kind === 'back' ? (
        <BackRow key={row.id} goods={row.goods} />
      ) : (
        <WholeRow key={row.id} row={row} chosen={row.id === chosenPromotion} />
      ),
    [chosen, chosenPromotion, mark, isOpen, coupons],
  )
  const height = useCallback(
    (row: OrderRow) => heightOf(row, chosen, coupons[row.id]?.text != null),
    [chosen, coupons],
  )
  return (
    <div className="lines">
      <div className="line-heads hint" aria-hidden="true">
        <span>{en.item}</span>
        <span>{en.quantity}</span>
        <span>{en.price}</span>
        <span>{en.total}</span>
      </div>
      <div
        ref={setScroller}
        className="line-scroll"
        role="grid"
        aria-label={en.lines}
        aria-rowcount={rows.length}
        aria-activedescendant={chosen === null ? undefined : `row-${chosen}`}
        data-lines
        tabIndex={0}
        onKeyDown={(event) => moveChoice(event, rows, chosen)}
      >
        <VirtualList
          rows={rows}
          scroller={scroller}
          keyOf={idOf}
          heightOf={height}
          newest={mark?.lineId ?? rows.at(-1)?.id ?? null}
          turn={(mark?.turn ?? 0) + follow.asked}
          follows={!follow.away}
          chosen={rows.find((row) => coupons[row.id]?.line != null)?.id ?? chosen}
          draw={draw}
        />
      </div>
      {follow.away ? (
        <button type="button" className="newest-line" onClick={follow.toNewest}>
          {en.newestLine}
        </button>
      ) : null}
    </div>
  )
})

/** The rows of the newest view; rows that have not changed stay the same objects. */
function useRows(): readonly OrderRow[] {
  const order = useTill((view) => view.order)
  const totals = useTill((view) => view.totals)
  const kept = useRef<readonly OrderRow[]>([])
  return useMemo(() => {
    kept.current = keepSame(kept.current, rowsOf(order, totals, kept.current))
    return kept.current
  }, [order, totals])
}

/** The line that was just added or raised, with a number that grows each time. */
type Mark = { readonly lineId: string; readonly turn: number }

function useMark(): Mark | null {
  const order = useTill((view) => view.order)
  const [seen, setSeen] = useState<{ order: typeof order; mark: Mark | null }>({
    order,
    mark: null,
  })
  if (seen.order === order) return seen.mark
  const lineId = touchedLine(seen.order, order)
  const same = seen.order.id === order.id ? seen.mark : null
  const mark = lineId === null ? same : { lineId, turn: (seen.mark?.turn ?? 0) + 1 }
  setSeen({ order, mark })
  return mark
}

function idOf(row: OrderRow): string {
  return row.id
}

/** Where an arrow leads from a row; none is chosen at first. */
const NEXT: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowUp: (at, last) => (at < 0 ? last : Math.max(0, at - 1)),
  ArrowDown: (at, last) => Math.min(last, at + 1),
  Home: () => 0,
  End: (_at, last) => last,
}

function moveChoice(
  event: KeyboardEvent<HTMLElement>,
  rows: readonly OrderRow[],
  chosen: string | null,
): void {
  const next = NEXT[event.key]
  if (!next || event.target !== event.currentTarget) return
  event.preventDefault()
  const lines = rows.filter((row) => row.kind === 'line')
  const at = lines.findIndex((row) => row.id === chosen)
  const row = lines[next(at, lines.length - 1)]
  if (row) choose('line', row.id)
}
