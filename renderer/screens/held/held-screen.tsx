import { useMemo, type ReactNode } from 'react'
import { Search } from 'lucide-react'
import type { Action } from '../../actions/action'
import { useActions } from '../../actions/keyboard-context'
import { backToOrder } from '../../actions/order'
import { cancelHeld, chosenHeld, foundHeld, resumeHeld, searchHeld } from '../../actions/trays'
import { Bar } from '../../components/bar'
import { choose, typeInto, useDraftStore, useField } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { enHeld } from '../../text/en-trays'
import { ageOf } from '../../text/held-words'
import type { HeldRow } from '../../../shared/order/till-view'
import type { Format } from '../../text/format'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { TrayTable, type TrayColumn, type TrayRow } from '../parts/tray-table'
import { useFormat } from '../parts/use-format'
import { useNow } from '../parts/use-now'
import { useRefusal } from '../parts/use-refusal'
import { HeldDetail } from './held-detail'

const ACTIONS: readonly Action[] = [resumeHeld, cancelHeld, searchHeld, backToOrder]

const MINUTE_MS = 60_000

const COLUMNS: readonly TrayColumn[] = [
  { id: 'order', title: enHeld.order, className: 'tray-col-order' },
  { id: 'for', title: enHeld.heldFor },
  { id: 'by', title: enHeld.heldBy, className: 'tray-col-by' },
  { id: 'items', title: enHeld.items, isNumber: true, className: 'tray-col-items' },
  { id: 'total', title: enHeld.total, isNumber: true, className: 'tray-col-total' },
]

/** Orders that wait for their customer to come back. */
export function HeldScreen(): ReactNode {
  const view = useTill((all) => all)
  const draft = useDraftStore((all) => all)
  const chosen = chosenHeld(view, draft)
  useActions(ACTIONS)
  return (
    <>
      <div className="full tray fade-in">
        <HeldList rows={foundHeld(view, draft)} count={view.held.length} chosen={chosen} />
        <aside className="tray-detail" aria-label={enHeld.detail}>
          {chosen === null ? null : <HeldDetail row={chosen} />}
        </aside>
      </div>
      <HeldBar />
    </>
  )
}

type HeldListProps = {
  readonly rows: readonly HeldRow[]
  readonly count: number
  readonly chosen: HeldRow | null
}

function HeldList({ rows, count, chosen }: HeldListProps): ReactNode {
  const format = useFormat()
  const now = useNow(MINUTE_MS)
  const cells = useMemo(() => rows.map((row) => cellsOf(row, now, format)), [rows, now, format])
  return (
    <section className="tray-list" aria-label={enHeld.heldOrders}>
      <div className="tray-head">
        <PanelTitle text={enHeld.heldOrders} />
        <p className="num">{count === 0 ? '' : format.count(count)}</p>
        <SearchField />
      </div>
      {rows.length === 0 ? (
        <Nothing count={count} />
      ) : (
        <TrayTable
          name={enHeld.heldOrders}
          columns={COLUMNS}
          rows={cells}
          chosen={chosen?.orderId ?? null}
          onChoose={(id) => choose('held', id)}
        />
      )}
    </section>
  )
}

function SearchField(): ReactNode {
  const text = useField('held-search')
  return (
    <label className="field tray-search">
      <Search size={20} strokeWidth={1.9} aria-hidden />
      <input
        data-field="held-search"
        aria-label={enHeld.searchName}
        aria-keyshortcuts="F2"
        placeholder={enHeld.search}
        value={text}
        onChange={(event) => typeInto('held-search', event.target.value)}
      />
      <span className="hint" aria-hidden="true">
        F2
      </span>
    </label>
  )
}

function Nothing({ count }: { readonly count: number }): ReactNode {
  const text = useField('held-search')
  return (
    <div className="tray-empty" role="status">
      <strong>{count === 0 ? enHeld.empty : enHeld.nothingFound(text)}</strong>
      {count === 0 ? <p>{enHeld.emptyHelp}</p> : null}
    </div>
  )
}

function HeldBar(): ReactNode {
  const refusal = useRefusal(resumeHeld)
  const refused = useDraftStore((draft) => draft.refused)
  return (
    <Bar
      name={enHeld.barName}
      left={<ActionButton action={backToOrder} size="bar" />}
      message={refused ?? refusal}
      beside={<ActionButton action={cancelHeld} size="bar" tone="danger" />}
      forward={<ActionButton action={resumeHeld} size="bar" tone="forward" />}
    />
  )
}

function cellsOf(row: HeldRow, now: number, format: Format): TrayRow {
  return {
    id: row.orderId,
    cells: [
      <>
        <strong className="num">{format.orderNumber(row.number)}</strong>
        <small>{ageOf(row.heldAt, now)}</small>
      </>,
      <>
        <span className="cut">{row.heldFor === '' ? enHeld.heldWithoutNote : row.heldFor}</span>
        <small>{row.phoneMasked === null ? enHeld.noCustomer : enHeld.petz(row.phoneMasked)}</small>
      </>,
      row.cashier,
      format.count(row.pieces),
      <span className="tray-sum">{format.amount(row.total)}</span>,
    ],
  }
}
