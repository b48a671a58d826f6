import { useEffect, useMemo, type ReactNode } from 'react'
import { Check, OctagonX, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { Finding, HealthState, HealthView } from '../../../shared/ipc/support'
import type { Action } from '../../actions/action'
import { healthActions, lookAtHealth } from '../../actions/health'
import { useActions } from '../../actions/keyboard-context'
import { backToOrder } from '../../actions/order'
import { Bar } from '../../components/bar'
import { choose, useChosen, useDraftStore } from '../../stores/draft'
import { acceptCheck, useViewStore } from '../../stores/view'
import { enHealth, enHealthStates } from '../../text/en-health'
import type { Format } from '../../text/format'
import { findingWords } from '../../text/health-words'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { TrayTable, type TrayColumn, type TrayRow } from '../parts/tray-table'
import { useFormat } from '../parts/use-format'
import { HealthDetail } from './health-detail'

/** While the screen is open it looks again this often; elsewhere nobody asks. */
const LOOK_MS = 5000

const NOTHING = { check: false, backUp: false, exportDay: false }

const COLUMNS: readonly TrayColumn[] = [
  { id: 'part', title: enHealth.part, className: 'health-col-part' },
  { id: 'found', title: enHealth.found },
  { id: 'state', title: enHealth.state, className: 'health-col-state' },
]

/** How everything is that this terminal stands on: for each part a word, what is certain, and what to do. */
export function HealthScreen(): ReactNode {
  const health = useViewStore((state) => state.health)
  const refused = useDraftStore((draft) => draft.refused)
  const chosen = useChosen('health')
  const { check, backUp, exportDay } = health?.can ?? NOTHING
  const actions = useMemo(
    () => healthActions({ check, backUp, exportDay }),
    [check, backUp, exportDay],
  )
  useActions(actions)
  useLooks()
  useEffect(() => () => acceptCheck(null), [])
  const finding = health === null ? null : chosenFinding(health, chosen)
  return (
    <>
      <div className="full tray health fade-in">
        <section className="tray-list" aria-label={enHealth.health}>
          <div className="tray-head">
            <PanelTitle text={enHealth.health} />
            <p>{health === null ? enHealth.looking : enHealth.help}</p>
          </div>
          {health === null ? null : <Findings health={health} chosen={finding} />}
        </section>
        <aside className="tray-detail" aria-label={enHealth.detail}>
          {health === null || finding === null ? null : (
            <HealthDetail finding={finding} health={health} />
          )}
        </aside>
      </div>
      <Bar
        name={enHealth.barName}
        left={<ActionButton action={backToOrder} size="bar" />}
        message={refused}
        beside={actions.filter(isNotBack).map((action) => (
          <ActionButton key={action.name} action={action} size="bar" />
        ))}
      />
    </>
  )
}

function isNotBack(action: Action): boolean {
  return action !== backToOrder
}

/** Looks at once, every few seconds, and when the computer has slept; a look that is under way is waited for. */
function useLooks(): void {
  const wokeAt = useViewStore((state) => state.wokeAt)
  useEffect(() => {
    let isLooking = false
    const look = (): void => {
      if (isLooking) return
      isLooking = true
      void lookAtHealth().finally(() => {
        isLooking = false
      })
    }
    look()
    const timer = window.setInterval(look, LOOK_MS)
    return () => window.clearInterval(timer)
  }, [wokeAt])
}

/** The row that was chosen; before that the most urgent one. */
function chosenFinding({ findings }: HealthView, row: string | null): Finding | null {
  const byUrgency = [...findings].sort((a, b) => URGENCY[b.state] - URGENCY[a.state])
  return findings.find((one) => one.row === row) ?? byUrgency[0] ?? null
}

const URGENCY: Readonly<Record<HealthState, number>> = { fine: 0, look: 1, act: 2 }

type FindingsProps = { readonly health: HealthView; readonly chosen: Finding | null }

function Findings({ health, chosen }: FindingsProps): ReactNode {
  const format = useFormat()
  const rows = useMemo(
    () => health.findings.map((finding) => rowOf(finding, health, format)),
    [health, format],
  )
  return (
    <TrayTable
      name={enHealth.health}
      columns={COLUMNS}
      rows={rows}
      chosen={chosen?.row ?? null}
      onChoose={(row) => choose('health', row)}
    />
  )
}

const SIGN: Readonly<Record<HealthState, LucideIcon>> = {
  fine: Check,
  look: TriangleAlert,
  act: OctagonX,
}

function rowOf(finding: Finding, health: HealthView, format: Format): TrayRow {
  const { name, certain, next } = findingWords(finding, health, format)
  const Sign = SIGN[finding.state]
  return {
    id: finding.row,
    cells: [
      <strong key="part">{name}</strong>,
      <div key="found" className="health-found">
        <span>{certain}</span>
        {next === null ? null : (
          <small>
            {enHealth.doThis} {next}
          </small>
        )}
      </div>,
      <span key="state" className="tag" data-tone={finding.state}>
        <Sign size={18} strokeWidth={2} aria-hidden />
        {enHealthStates[finding.state]}
      </span>,
    ],
  }
}
