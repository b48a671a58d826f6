import type { ReactNode } from 'react'
import { Ban, Check, Hourglass, Repeat, ToggleLeft, ToggleRight, UserCheck } from 'lucide-react'
import type { CodeBack, ComesBack, WaitingBack } from '../../../shared/order/comes-back'
import type { KeptOff } from '../../../shared/order/kept-off'
import { subtract } from '../../../shared/money'
import { askManager, chooseCodeBack } from '../../actions/returns'
import { Note } from '../../components/note'
import { useTill } from '../../stores/view'
import { enReturn } from '../../text/en-return'
import type { Format } from '../../text/format'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'
import { LateCoupons } from './late-coupons'

/** What happens, before it happens: the money by the way it goes, and what becomes of coupons and codes. */
export function ReturnPreview(): ReactNode {
  const back = useTill((view) => view.comesBack)
  if (back === null) return null
  return (
    <div className="return-preview" role="group" aria-label={enReturn.preview}>
      <Manager back={back} />
      <LateCoupons back={back} />
      <MoneyRows back={back} />
      <Swaps />
      {back.coupons.map((one) => (
        <p key={one.id} className="return-fate return-good">
          <Check size={20} strokeWidth={2} aria-hidden />
          {enReturn.couponBack(one.name)}
        </p>
      ))}
      {back.codes.map((one) => (
        <CodeSwitch key={one.id} code={one} />
      ))}
      {back.waiting.map((one) => (
        <Waiting key={one.id} waiting={one} />
      ))}
      {back.kept.map((one) => (
        <Kept key={one.id} kept={one} />
      ))}
    </div>
  )
}

function Manager({ back }: { readonly back: ComesBack }): ReactNode {
  const isLate = useTill((view) => (view.order.back?.late ?? []).length > 0)
  if (back.reasons.length === 0) return null
  const words = isLate ? enReturn.late : enReturn
  if (back.isApproved) {
    return (
      <p className="return-fate">
        <UserCheck size={20} strokeWidth={2} aria-hidden />
        {words.approved}
      </p>
    )
  }
  const why = back.reasons.map((one) => enReturn.why[one]).join(' ')
  return (
    <Note tone="warning" first={words.managerNeeded} second={why}>
      <ActionButton action={askManager} size="row" />
    </Note>
  )
}

function MoneyRows({ back }: { readonly back: ComesBack }): ReactNode {
  const format = useFormat()
  const due = useTill((view) => view.stillToPay)
  const isMatched = useTill((view) => view.order.customer?.status === 'matched')
  const hasGoods = useTill((view) => (view.order.back?.goods.length ?? 0) > 0)
  if (hasGoods && back.credit === 0) return null
  if (back.credit === 0) {
    return (
      <>
        <p className="return-nothing">
          <strong>{enReturn.nothingYet}</strong> {enReturn.nothingYetHelp}
        </p>
        {isMatched ? <p className="return-nothing">{enReturn.walletHelp}</p> : null}
      </>
    )
  }
  const against = subtract(back.credit, back.toGiveBack)
  return (
    <dl className="return-money">
      <Row label={enReturn.toCard} amount={back.toCard} format={format} />
      <Row label={enReturn.inCash} amount={back.toCash} format={format} />
      <Row label={enReturn.setAgainst} amount={against} format={format} />
      {due > 0 ? <Row label={enReturn.stillToPay} amount={due} format={format} /> : null}
    </dl>
  )
}

/** What is swapped for the same: what the cashier does, since no figure says it. */
function Swaps(): ReactNode {
  const format = useFormat()
  const goods = useTill((view) => view.order.back?.goods)
  return (goods ?? []).map((one) =>
    one.swapped ? (
      <p key={one.id} className="return-fate">
        <Repeat size={20} strokeWidth={1.9} aria-hidden />
        {enReturn.swapLine(format.quantity(one.quantity, one.unit), one.name)}
      </p>
    ) : null,
  )
}

type RowProps = {
  readonly label: string
  readonly amount: ComesBack['credit']
  readonly format: Format
}

function Row({ label, amount, format }: RowProps): ReactNode {
  if (amount === 0) return null
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num">{format.amount(amount)}</dd>
    </div>
  )
}

/** A code that was redeemed: it can be used again, unless the cashier says that it stays used. */
function CodeSwitch({ code }: { readonly code: CodeBack }): ReactNode {
  const { id, name, back } = code
  const Sign = back ? ToggleRight : ToggleLeft
  return (
    <p className={back ? 'return-fate return-good' : 'return-fate'}>
      <i className="return-blank" />
      <span className="grow">
        {back ? enReturn.codeBack(name, code.code) : enReturn.codeKept(name, code.code)}
      </span>
      <button
        type="button"
        role="switch"
        aria-checked={back}
        aria-label={enReturn.giveCodeBack(name)}
        className="return-switch"
        onClick={() => chooseCodeBack(id, !back)}
      >
        <Sign size={24} strokeWidth={2} aria-hidden />
        {back ? enReturn.codeOn : enReturn.codeOff}
      </button>
    </p>
  )
}

function Waiting({ waiting }: { readonly waiting: WaitingBack }): ReactNode {
  const format = useFormat()
  return (
    <p className="return-fate return-waiting">
      <Hourglass size={20} strokeWidth={1.9} aria-hidden />
      {waitingWords(waiting, format)}
    </p>
  )
}

/** What the customer does not get back, and why: said before the question comes. */
function Kept({ kept }: { readonly kept: KeptOff }): ReactNode {
  const format = useFormat()
  return (
    <p className="return-fate">
      <Ban size={20} strokeWidth={1.9} aria-hidden />
      {keptWords(kept, format)}
    </p>
  )
}

function keptWords(kept: KeptOff, format: Format): string {
  if (kept.why === 'paper') return enReturn.paperStays(kept.name)
  if (kept.why === 'expired') return enReturn.couponOver(kept.name, format.plainDay(kept.day))
  return enReturn.dealBroken(kept.name, format.amount(kept.off))
}

function waitingWords({ name, missing }: WaitingBack, format: Format): string {
  const [first, ...others] = missing
  if (first === undefined || others.length > 0) return enReturn.waitsForAll(name)
  if (first.unit !== 'each' || first.quantity === 1000) {
    return enReturn.waitsForOne(name, first.name)
  }
  return enReturn.waitsForPieces(name, format.quantity(first.quantity, first.unit), first.name)
}
