import { useMemo, type ReactNode } from 'react'
import { Check, Clock, OctagonX, type LucideIcon } from 'lucide-react'
import type { Action } from '../../actions/action'
import { useActions } from '../../actions/keyboard-context'
import { backToOrder } from '../../actions/order'
import { chosenOwed, closeOwed, owedRows, owedTab, retryOwed } from '../../actions/trays'
import { Bar } from '../../components/bar'
import { Tabs } from '../../components/tabs'
import { choose, useDraftStore } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { enOwed } from '../../text/en-trays'
import type { Format } from '../../text/format'
import { owedMark, owedTitle, type OwedMark } from '../../text/owed-words'
import type { OwedRow } from '../../../shared/order/till-view'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { TrayTable, type TrayColumn, type TrayRow } from '../parts/tray-table'
import { useFormat } from '../parts/use-format'
import { useNow } from '../parts/use-now'
import { OwedDetail } from './owed-detail'

const ACTIONS: readonly Action[] = [retryOwed, closeOwed, backToOrder]

const REFRESH_MS = 5000

const COLUMNS: readonly TrayColumn[] = [
  { id: 'order', title: enOwed.order, className: 'tray-col-order' },
  { id: 'what', title: enOwed.whatIsOwed },
  { id: 'amount', title: enOwed.amount, isNumber: true, className: 'tray-col-total' },
  { id: 'state', title: enOwed.state, className: 'tray-col-state' },
]

/** What the providers still have to hear from us, and what they have heard today. */
export function OwedScreen(): ReactNode {
  const view = useTill((all) => all)
  const draft = useDraftStore((all) => all)
  const rows = owedRows(view, draft)
  const chosen = chosenOwed(view, draft)
  useActions(ACTIONS)
  return (
    <>
      <div className="full tray fade-in">
        <section className="tray-list" aria-label={enOwed.owed}>
          <div className="tray-head">
            <PanelTitle text={enOwed.owed} />
            <p>{enOwed.owedHelp}</p>
          </div>
          <OwedTabs open={view.owed.length} settled={view.owedToday.length} tab={owedTab(draft)} />
          <OwedList rows={rows} chosen={chosen} tab={owedTab(draft)} />
        </section>
        <aside className="tray-detail" aria-label={enOwed.detail}>
          {chosen === null ? null : <OwedDetail row={chosen} />}
        </aside>
      </div>
      <Bar
        name={enOwed.barName}
        left={<ActionButton action={backToOrder} size="bar" />}
        message={draft.refused}
        beside={<ActionButton action={retryOwed} size="bar" />}
        forward={<ActionButton action={closeOwed} size="bar" tone="forward" />}
      />
    </>
  )
}

type OwedTabsProps = {
  readonly open: number
  readonly settled: number
  readonly tab: 'open' | 'settled'
}

function OwedTabs({ open, settled, tab }: OwedTabsProps): ReactNode {
  return (
    <Tabs
      name={enOwed.owed}
      tabs={[
        { id: 'open', label: enOwed.open(open) },
        { id: 'settled', label: enOwed.settledToday(settled) },
      ]}
      chosen={tab}
      panel="owed-panel"
      onChoose={(id) => {
        choose('owed', null)
        choose('tab', id)
      }}
    />
  )
}

type OwedListProps = {
  readonly rows: readonly OwedRow[]
  readonly chosen: OwedRow | null
  readonly tab: 'open' | 'settled'
}

function OwedList({ rows, chosen, tab }: OwedListProps): ReactNode {
  const format = useFormat()
  const now = useNow(REFRESH_MS)
  const cells = useMemo(() => rows.map((row) => cellsOf(row, now, format)), [rows, now, format])
  return (
    <div role="tabpanel" id="owed-panel">
      {rows.length === 0 ? (
        <div className="tray-empty" role="status">
          <strong>{tab === 'open' ? enOwed.empty : enOwed.emptySettled}</strong>
        </div>
      ) : (
        <TrayTable
          name={enOwed.owed}
          columns={COLUMNS}
          rows={cells}
          chosen={chosen?.effect.id ?? null}
          onChoose={(id) => choose('owed', id)}
        />
      )}
    </div>
  )
}

const SIGN: Readonly<Record<OwedMark['tone'], LucideIcon>> = {
  error: OctagonX,
  waiting: Clock,
  done: Check,
}

function cellsOf(row: OwedRow, now: number, format: Format): TrayRow {
  const mark = owedMark(row.effect, now, format)
  const Sign = SIGN[mark.tone]
  return {
    id: row.effect.id,
    cells: [
      <>
        <strong className="num">{format.orderNumber(row.orderNumber)}</strong>
        <small className="num">{format.time(row.effect.createdAt)}</small>
      </>,
      <>
        <span className="cut">{owedTitle(row, format)}</span>
        <small>{enOwed.providers[row.effect.request.kind]}</small>
      </>,
      row.amount === 0 ? '' : <span className="tray-sum">{format.amount(row.amount)}</span>,
      <span className="tag" data-tone={mark.tone}>
        <Sign size={16} strokeWidth={1.9} aria-hidden />
        {mark.text}
      </span>,
    ],
  }
}
