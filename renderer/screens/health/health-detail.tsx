import { type ReactNode } from 'react'
import type { Finding, HealthRow, HealthView } from '../../../shared/ipc/support'
import type { Action } from '../../actions/action'
import { openDevices, openOwed, openSettings } from '../../actions/window'
import { Note } from '../../components/note'
import { useDraftStore, type SupportWork } from '../../stores/draft'
import { useViewStore } from '../../stores/view'
import { enHealth } from '../../text/en-health'
import { checkedText, healthFacts } from '../../text/health-facts'
import { sizeText } from '../../text/health-spans'
import { findingWords } from '../../text/health-words'
import type { Format } from '../../text/format'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'

/** Where a row is dealt with. */
const LEADS_TO: Partial<Readonly<Record<HealthRow, Action>>> = {
  owed: openOwed,
  devices: openDevices,
  promotions: openSettings,
  coupons: openSettings,
  program: openSettings,
}

type HealthDetailProps = { readonly finding: Finding; readonly health: HealthView }

/** One row whole: what is certain, what to do, and the facts behind it. */
export function HealthDetail({ finding, health }: HealthDetailProps): ReactNode {
  const format = useFormat()
  const { name, certain, next } = findingWords(finding, health, format)
  const action = LEADS_TO[finding.row]
  return (
    <>
      <Work />
      <Checking />
      <header>
        <h2 className="title">{name}</h2>
        <p>{certain}</p>
      </header>
      <p className="health-next">
        {next === null ? (
          enHealth.nothingToDo
        ) : (
          <>
            <strong>{enHealth.doThis}</strong> {next}
          </>
        )}
      </p>
      <dl className="device-facts health-facts">
        {healthFacts(finding, health, format).map(([fact, value]) => (
          <Fact key={fact} name={fact} value={value} />
        ))}
      </dl>
      {action === undefined ? null : (
        <div className="device-actions">
          <ActionButton action={action} size="row" />
        </div>
      )}
    </>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

/** How far the check is; once it is over it is a fact like the others. */
function Checking(): ReactNode {
  const format = useFormat()
  const check = useViewStore((state) => state.journalCheck)
  if (check === null) return null
  const words = checkedText(check, format)
  const tone = check.ok === null ? 'info' : check.ok ? 'success' : 'error'
  return (
    <div role="status">
      <Note tone={tone} first={words} className="health-note" />
    </div>
  )
}

/** What the support asked for, and what came of it. */
function Work(): ReactNode {
  const format = useFormat()
  const work = useDraftStore((draft) => draft.support)
  return (
    <div role="status">{work === null ? null : <SupportNote work={work} format={format} />}</div>
  )
}

/** The note of a piece of support work. */
function SupportNote(props: { readonly work: SupportWork; readonly format: Format }): ReactNode {
  const { work, format } = props
  if (work.status === 'working') {
    return <Note tone="info" first={enHealth.working[work.kind]} className="health-note" />
  }
  const [first, second] = doneWords(work, format)
  return <Note tone="success" first={first} second={second} className="health-note" />
}

function doneWords(
  work: Extract<SupportWork, { status: 'done' }>,
  format: Format,
): readonly [string, string] {
  switch (work.kind) {
    case 'bundle':
      return [enHealth.bundleDone(sizeText(work.made.bytes)), enHealth.bundleHelp(work.made.path)]
    case 'back-up': {
      const { receiptNumber, bytes, folder } = work.made
      const first = enHealth.backUpDone(format.count(receiptNumber), sizeText(bytes))
      return [first, enHealth.backUpHelp(folder)]
    }
    case 'export-day': {
      const first = enHealth.exportDone(format.count(work.made.receipts))
      return [first, enHealth.backUpHelp(work.made.path)]
    }
  }
}
