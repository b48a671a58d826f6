import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { Check } from 'lucide-react'
import type { Money } from '../../../shared/money'
import type { TillView } from '../../../shared/order/till-view'
import { ZERO } from '../../../shared/money'
import { removeManufacturerCoupon } from '../../actions/coupons'
import { couponName } from '../../../shared/promotions/manufacturer-coupon'
import { enCoupons } from '../../text/en-coupons'
import { applyAgain, removePromotion, removeStoreDiscount } from '../../actions/discounts'
import { classes } from '../../components/classes'
import { useChosen, useDraftStore } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { useFormat } from '../parts/use-format'

/** Discounts on this order as buttons that stay in; pressing one again takes it off. */
export function AppliedDiscounts(): ReactNode {
  const order = useTill((view) => view.order)
  const totals = useTill((view) => view.totals)
  const removed = useDraftStore((draft) => draft.removed)
  const lit = useChosen('promotion')
  const list = useRef<HTMLDivElement>(null)
  const applied = appliedOf(order, totals)
  const gone = removed.filter((one) => !order.promotions.some((each) => each.code === one.code))
  const isNone = applied.length + gone.length === 0
  return (
    <>
      <div className="discnt-heading">
        <h3>{en.onThisOrder}</h3>
        <span className="second">{isNone ? en.noDiscounts : en.pressToRemove}</span>
      </div>
      <div
        ref={list}
        className="discnt-grid"
        role="group"
        aria-label={en.onThisOrder}
        onKeyDown={(event) => moveFocus(event, list.current)}
      >
        {applied.map((one) => (
          <AppliedButton key={one.id} applied={one} isLit={one.id === lit} />
        ))}
        {gone.map(({ code, name }) => (
          <button
            key={code}
            type="button"
            className="discnt-button discnt-removed"
            aria-pressed={false}
            aria-label={en.removedName(name)}
            onClick={() => void applyAgain(code)}
          >
            <span className="discnt-words">
              <span className="discnt-name cut">{name}</span>
              <span className="discnt-detail">{en.removed}</span>
            </span>
          </button>
        ))}
      </div>
    </>
  )
}

/** A discount that is on the order. */
type Applied = {
  readonly id: string
  readonly name: string
  readonly detail: string
  readonly amount: Money
  readonly isChecking: boolean
  readonly takeOff: () => void
}

function AppliedButton(props: { readonly applied: Applied; readonly isLit: boolean }): ReactNode {
  const { applied, isLit } = props
  const format = useFormat()
  return (
    <button
      type="button"
      className={classes('discnt-button', 'discnt-applied', isLit && 'discnt-lit')}
      aria-pressed={true}
      aria-label={en.appliedName(applied.name, format.amount(applied.amount))}
      onClick={applied.takeOff}
    >
      <Check size={20} strokeWidth={1.9} aria-hidden />
      <span className="discnt-words">
        <span className="discnt-name cut">{applied.name}</span>
        <span className="discnt-second">
          <span className="discnt-detail cut">
            {applied.isChecking ? en.checkingRow : applied.detail}
          </span>
          <span className="discnt-amount num">{format.off(applied.amount)}</span>
        </span>
      </span>
    </button>
  )
}

function appliedOf(order: TillView['order'], totals: TillView['totals']): readonly Applied[] {
  const amountOf = (id: string): Money =>
    totals.discounts.find((one) => one.discountId === id)?.amount ?? ZERO
  const promotions = order.promotions.map((one) => ({
    id: one.id,
    name: one.name === '' ? one.code : one.name,
    detail: one.code,
    amount: amountOf(one.id),
    isChecking: one.status === 'verifying',
    takeOff: () => void removePromotion({ ...one, name: one.name === '' ? one.code : one.name }),
  }))
  const own = order.storeDiscounts.map((one) => {
    const line = order.lines.find((each) => each.id === one.lineId)
    return {
      id: one.id,
      name: one.name,
      detail: line === undefined ? en.wholeOrderPlain : en.onLineDetail(line.name),
      amount: amountOf(one.id),
      isChecking: false,
      takeOff: () => removeStoreDiscount(one.id),
    }
  })
  const paper = order.manufacturerCoupons.map((one) => ({
    id: one.id,
    name: couponName(one.code),
    detail: one.approval === null ? enCoupons.checked : enCoupons.approvedBy(one.approval.by),
    amount: amountOf(one.id),
    isChecking: false,
    takeOff: () => removeManufacturerCoupon(one.id),
  }))
  return [...promotions, ...own, ...paper]
}

const STEP: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowDown: 1,
}

function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = STEP[event.key]
  if (step === undefined || list === null) return
  const buttons = [...list.querySelectorAll<HTMLElement>('button')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  event.preventDefault()
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
}
