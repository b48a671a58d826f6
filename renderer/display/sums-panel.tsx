import type { ReactNode } from 'react'
import { negate, ZERO } from '../../shared/money'
import type {
  CustomerDiscount,
  CustomerOrder,
  CustomerScene,
} from '../../shared/display/customer-view'
import { classes } from '../components/classes'
import { enDisplay } from '../text/en-display'
import type { Format } from '../text/format'
import { Figure } from './figure'

type SumsPanelProps = {
  readonly scene: Extract<CustomerScene, { readonly status: 'order' | 'payment' }>
  readonly format: Format
}

/** What the order comes to, row by row, and the one big figure. The rows add up to it as they stand there. */
export function SumsPanel({ scene, format }: SumsPanelProps): ReactNode {
  const isPart = scene.status === 'payment' && scene.tendered > 0
  const due = scene.status === 'payment' ? scene.stillToPay : scene.total
  const figure = due < 0 ? negate(due) : due
  // Where goods only come back there is no subtotal, and a row of zeros is no news.
  const isSold = scene.pieces > 0 || scene.returned === undefined
  return (
    <section className={classes('sums', `sums-${scene.status}`)} aria-label={enDisplay.sums}>
      <dl className="sums-rows">
        {isSold ? <Row label={enDisplay.subtotal} amount={format.amount(scene.subtotal)} /> : null}
        {savingsOf(scene).map(({ name, amount }, index) => (
          <Row key={index} label={name} amount={format.off(amount)} isSaving />
        ))}
        {scene.tax === null || !isSold ? null : (
          <Row label={enDisplay.tax} amount={format.amount(scene.tax)} />
        )}
        {scene.returned === undefined ? null : (
          <Row
            label={scene.isLate ? enDisplay.lateCoupon : enDisplay.returned}
            amount={format.off(scene.returned)}
            isStrong
          />
        )}
        {isPart ? (
          <>
            <Row label={enDisplay.total} amount={format.amount(scene.total)} isStrong />
            <Row label={enDisplay.paid} amount={format.off(scene.tendered)} />
          </>
        ) : null}
      </dl>
      {scene.saved > 0 ? (
        <p className="saved">{enDisplay.youSave(format.figure(scene.saved))}</p>
      ) : null}
      <div className="sums-due">
        <p className="sums-label">{due < 0 ? enDisplay.youGet : dueLabel(scene, isPart)}</p>
        <Figure text={format.figure(figure)} spoken={format.spoken(figure)} />
      </div>
    </section>
  )
}

type RowProps = {
  readonly label: string
  readonly amount: string
  readonly isSaving?: boolean
  readonly isStrong?: boolean
}

function Row({ label, amount, isSaving, isStrong }: RowProps): ReactNode {
  const tone = isSaving === true ? 'sum-saving' : isStrong === true ? 'sum-strong' : null
  return (
    <div className={classes('sum', tone)}>
      <dt className="cut">{label}</dt>
      <dd className="num">{amount}</dd>
    </div>
  )
}

function dueLabel(scene: SumsPanelProps['scene'], isPart: boolean): string {
  if (scene.status === 'order') return enDisplay.total
  return isPart ? enDisplay.stillToPay : enDisplay.amountDue
}

/** What each promotion, discount and coupon saved, by name; what has no room as one sum. */
function savingsOf(order: CustomerOrder): readonly CustomerDiscount[] {
  return [
    ...order.discounts,
    { name: enDisplay.otherDiscounts, amount: order.otherDiscounts },
  ].filter(({ amount }) => amount > ZERO)
}
