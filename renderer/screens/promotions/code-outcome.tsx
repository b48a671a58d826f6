import type { ReactNode } from 'react'
import { unreachable } from '../../../shared/assert'
import { ZERO } from '../../../shared/money'
import { Note } from '../../components/note'
import { Spinner } from '../../components/spinner'
import { useDraftStore } from '../../stores/draft'
import { useTill, useViewStore } from '../../stores/view'
import { en } from '../../text/en'
import { enOffline } from '../../text/en-offline'
import { noteSentences } from '../../text/sentences'
import { GiveUnverified, useOfferFor } from '../parts/give-unverified'
import { useFormat } from '../parts/use-format'
import { useLater } from '../parts/use-later'
import { offlineSince, scannerChip } from '../parts/chips'
import type { Outcome } from './use-outcome'

type CodeOutcomeProps = { readonly outcome: Outcome; readonly icon: ReactNode }

/** What can be done, is being done, or came of it: one note under the code. */
export function CodeOutcome({ outcome, icon }: CodeOutcomeProps): ReactNode {
  const refused = useDraftStore((draft) => draft.refused)
  return (
    <div id="code-outcome">
      {refused !== null ? <Note tone="error" first={refused} /> : drawn(outcome, icon)}
    </div>
  )
}

function drawn(outcome: Outcome, icon: ReactNode): ReactNode {
  switch (outcome.kind) {
    case 'none':
      return <Ready icon={icon} />
    case 'checking':
      return <Checking key={outcome.code} code={outcome.code} />
    case 'applied':
      return <Applied promotion={outcome.promotion} />
    case 'refused':
      return <Refused note={outcome.note} />
    default:
      return unreachable(outcome)
  }
}

function Ready({ icon }: { readonly icon: ReactNode }): ReactNode {
  const isOffline = useViewStore((state) => offlineSince(state.services) !== null)
  const isScanner = useViewStore((state) => scannerChip(state.devices).state === 'ready')
  if (isOffline) {
    return <Note tone="offline" first={en.codesNeedLine} second={en.codesNeedLineHelp} />
  }
  return isScanner ? (
    <Note tone="info" icon={icon} first={en.canScan} second={en.canScanHelp} />
  ) : (
    <Note tone="info" icon={icon} first={en.noScanner} />
  )
}

/** Nothing is said for a quick answer; a slow one is explained. */
const SAY_AFTER_MS = 300
const EXPLAIN_AFTER_MS = 2500

function Checking({ code }: { readonly code: string }): ReactNode {
  const isSaid = useLater(SAY_AFTER_MS, code)
  const isLong = useLater(EXPLAIN_AFTER_MS, code)
  if (!isSaid) return <div className="note note-info" />
  return (
    <Note
      tone="info"
      icon={<Spinner size={28} />}
      first={en.checkingCode(code)}
      second={isLong ? en.stillWaiting : null}
    />
  )
}

function Applied(props: {
  readonly promotion: Extract<Outcome, { kind: 'applied' }>['promotion']
}): ReactNode {
  const { id, name, code } = props.promotion
  const format = useFormat()
  const amount = useTill(
    (view) => view.totals.discounts.find((one) => one.discountId === id)?.amount ?? ZERO,
  )
  if (props.promotion.unverified === 'never-asked') {
    return (
      <Note
        tone="warning"
        first={enOffline.notConfirmedBy(enOffline.promotions)}
        second={enOffline.givenUnconfirmed}
        amount={format.off(amount)}
      />
    )
  }
  if (amount === ZERO) {
    return <Note tone="success" first={en.zeroNow(name)} second={en.zeroNowHelp} />
  }
  return (
    <Note
      tone="success"
      first={en.isOnOrder(name)}
      second={en.codeOnOrder(code)}
      amount={format.off(amount)}
    />
  )
}

function Refused(props: {
  readonly note: Extract<Outcome, { kind: 'refused' }>['note']
}): ReactNode {
  const format = useFormat()
  const offer = useOfferFor(props.note)
  const { first, second } = noteSentences(props.note, format)
  return (
    <Note tone="error" first={first} second={offer === null ? second : enOffline.mayGive}>
      <GiveUnverified note={props.note} />
    </Note>
  )
}
