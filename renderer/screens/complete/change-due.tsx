import type { ReactNode } from 'react'
import { Check } from 'lucide-react'
import { sum } from '../../../shared/money'
import type { Sale } from '../../../shared/order/sale'
import type { GoodsBack } from '../../../shared/order/sold'
import { isSwap } from '../../../shared/receipt/returned'
import { Amount } from '../../components/amount'
import { useTill } from '../../stores/view'
import { enComplete } from '../../text/en-complete'
import { enReturn } from '../../text/en-return'
import type { Format } from '../../text/format'
import { PanelTitle } from '../parts/panel-title'
import { useFormat } from '../parts/use-format'

/** The one figure the cashier acts on: the change, or what was paid without any. */
export function ChangeDue(): ReactNode {
  const format = useFormat()
  const sale = useTill((view) => view.order.sale)
  const number = useTill((view) => view.order.number)
  if (sale === null) return null
  if (sale.back && isSwap(sale.back) && sale.totals.lines.length === 0) {
    return <HandOut goods={sale.back.goods} number={number} />
  }
  if (isReturn(sale)) return <GiveBack sale={sale} number={number} />
  const hasChange = sale.change > 0
  return (
    <>
      <div className="complete-head">
        <Check size={30} strokeWidth={2.2} aria-hidden />
        <PanelTitle text={enComplete.saleComplete} />
        <p className="num">{enComplete.orderNumber(format.orderNumber(number))}</p>
      </div>
      <p className="complete-label">{hasChange ? enComplete.changeDue : paidBy(sale)}</p>
      <Amount
        step="change"
        text={format.figure(hasChange ? sale.change : sale.due)}
        spoken={format.spoken(hasChange ? sale.change : sale.due)}
      />
      <p className="complete-words">{words(sale, format)}</p>
    </>
  )
}

/** Whether money went back with it, or nothing was sold. */
function isReturn(sale: Sale): boolean {
  return sale.back !== undefined && (sale.due < 0 || sale.totals.lines.length === 0)
}

/** What goes over the counter to the customer; what went back to a card is said beside it. */
function GiveBack({ sale, number }: { readonly sale: Sale; readonly number: number }): ReactNode {
  const format = useFormat()
  const refunds = sale.back?.refunds ?? []
  const of = (kind: 'cash' | 'card') =>
    sum(refunds.filter((one) => one.kind === kind).map((one) => one.amount))
  const [cash, card] = [of('cash'), of('card')]
  const figure = cash > 0 ? cash : card
  const isLate = sale.back?.late !== undefined
  const came = cameWords(sale, format) ?? ''
  const also = cash > 0 && card > 0 ? ` ${enReturn.alsoOnCard(format.amount(card))}` : ''
  return (
    <>
      <div className="complete-head">
        <Check size={30} strokeWidth={2.2} aria-hidden />
        <PanelTitle text={isLate ? enReturn.late.complete : enReturn.returnComplete} />
        <p className="num">{enComplete.orderNumber(format.orderNumber(number))}</p>
      </div>
      <p className="complete-label">
        {cash > 0 || card === 0 ? enReturn.giveBackNow : enReturn.backOnCard}
      </p>
      <Amount step="change" text={format.figure(figure)} spoken={format.spoken(figure)} />
      <p className="complete-words">{`${came}${also}`}</p>
    </>
  )
}

/** What the money that went back was for. */
function cameWords({ back }: Sale, format: Format): string | null {
  if (!back) return null
  const credit = format.amount(back.credit)
  return back.late === undefined ? enReturn.cameFor(credit) : enReturn.late.came(credit)
}

/** Goods that were only swapped for the same: what goes over the counter is goods, and no money. */
function HandOut(props: {
  readonly goods: readonly GoodsBack[]
  readonly number: number
}): ReactNode {
  const format = useFormat()
  const names = props.goods.map((one) =>
    enReturn.swappedPieces(format.quantity(one.quantity, one.unit), one.name),
  )
  return (
    <>
      <div className="complete-head">
        <Check size={30} strokeWidth={2.2} aria-hidden />
        <PanelTitle text={enReturn.swapComplete} />
        <p className="num">{enComplete.orderNumber(format.orderNumber(props.number))}</p>
      </div>
      <p className="complete-label">{enReturn.handOutSame}</p>
      <p className="complete-words">{names.join(' ')}</p>
    </>
  )
}

function paidBy(sale: Sale): string {
  if (sale.tenders.length === 0) return enComplete.nothingWasDue
  return sale.tenders.some((tender) => tender.kind === 'card')
    ? enComplete.paidByCard
    : enComplete.paidInCash
}

/** What was given for what, and what the customer saved. */
function words(sale: Sale, format: Format): string {
  const [first] = sale.tenders
  const due = format.amount(sale.due)
  const paid =
    sale.tenders.length === 1 && first?.kind === 'cash'
      ? enComplete.cashFor(format.amount(first.received), due)
      : enComplete.paidSum(due)
  const came = cameWords(sale, format)
  const saved = sale.saved > 0 ? enComplete.customerSaved(format.amount(sale.saved)) : null
  return [came, paid, saved].filter((one) => one !== null).join(' ')
}
