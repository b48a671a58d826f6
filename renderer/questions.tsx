import { memo, type ReactNode } from 'react'
import { OctagonX } from 'lucide-react'
import { unreachable } from '../shared/assert'
import type { SavingTrouble } from '../shared/order/till-view'
import type { Action } from './actions/action'
import { useActions } from './actions/keyboard-context'
import { startAgain } from './actions/window'
import { Dialog } from './components/dialog'
import type { Question } from './stores/draft'
import { useDraftStore } from './stores/draft'
import { useTill, useViewStore } from './stores/view'
import { en, enNotSaved } from './text/en'
import { ApprovalDialog } from './screens/approval/approval-dialog'
import { NoAnswerDialog } from './screens/approval/no-answer-dialog'
import { GiveBackDialog } from './screens/complete/give-back-dialog'
import { CancelOrderDialog } from './screens/held/cancel-order-dialog'
import { ValidatingOverlay } from './screens/validating/validating-dialog'
import { AmountDialog } from './screens/questions/amount-dialog'
import { couponName } from '../shared/promotions/manufacturer-coupon'
import { enCoupons } from './text/en-coupons'
import { CashierMenu, HelpDialog, ServiceCard } from './screens/questions/cards'
import { CodeTypedDialog } from './screens/questions/code-typed-dialog'
import { LockScreen } from './screens/locked/lock-screen'
import { ActionButton } from './screens/parts/action-button'
import { HoldDialog } from './screens/questions/hold-dialog'
import { PromotionChangeDialog } from './screens/settings/promotion-change-dialog'
import { OpenSaleDialog } from './screens/return/open-sale-dialog'
import { ItemChoiceDialog, PaymentScanDialog } from './screens/questions/scan-dialogs'

/** Whatever stands in front of the screens: the re-check, its bad ending, or a question. */
export const Questions = memo(function Questions(): ReactNode {
  const question = useDraftStore((draft) => draft.question)
  const trouble = useTill((view) => view.trouble)
  const isLocked = useViewStore((state) => state.terminal?.locked === true)
  const isStuck = useTill((view) => view.order.validation?.status === 'no-answer')
  if (isLocked) return <LockScreen />
  return (
    <>
      {trouble === null ? null : <NotSaved trouble={trouble} />}
      <ValidatingOverlay />
      {isStuck ? <NoAnswerDialog /> : null}
      {question === null ? null : <Asked question={question} />}
    </>
  )
})

function Asked({ question }: { readonly question: Question }): ReactNode {
  switch (question.kind) {
    case 'help':
      return <HelpDialog />
    case 'cashier-menu':
      return <CashierMenu />
    case 'service':
      return <ServiceCard service={question.service} />
    case 'hold':
      return <HoldDialog />
    case 'price':
      return <PriceDialog lineId={question.lineId} />
    case 'open-price': {
      const title = en.amountTitle(question.item.name)
      return <AmountDialog title={title} label={en.amount} forward={en.putOn} unit="money" />
    }
    case 'weight': {
      const { name, unit } = question.item
      const measure = unit === 'each' ? 'kg' : unit
      const label = en.weight(measure)
      return (
        <AmountDialog
          title={en.weightTitle(name)}
          label={label}
          forward={en.putOn}
          unit={measure}
        />
      )
    }
    case 'coupon-amount':
      return <CouponAmountDialog couponId={question.couponId} />
    case 'item-choice':
      return <ItemChoiceDialog scan={question.scan} />
    case 'payment-scan':
      return <PaymentScanDialog scan={question.scan} />
    case 'open-sale':
      return <OpenSaleDialog saleRef={question.ref} />
    case 'unsold-price': {
      const title = en.amountTitle(question.item.name)
      return <AmountDialog title={title} label={en.amount} forward={en.putOn} unit="money" />
    }
    case 'unsold-weight': {
      const { name, unit } = question.item
      const measure = unit === 'each' ? 'kg' : unit
      const words = { title: en.weightTitle(name), label: en.weight(measure) }
      return <AmountDialog {...words} forward={en.putOn} unit={measure} />
    }
    case 'code-typed':
      return <CodeTypedDialog />
    case 'approval':
      return <ApprovalDialog />
    case 'promotion-change':
      return <PromotionChangeDialog wanted={question.wanted} />
    case 'give-back':
      return <GiveBackDialog />
    case 'cancel-order':
      return <CancelOrderDialog />
    default:
      return unreachable(question)
  }
}

/** The amount that stands on the paper; a manager confirms it next. */
function CouponAmountDialog({ couponId }: { readonly couponId: string }): ReactNode {
  const code = useTill((view) => view.order.unresolved.find((one) => one.id === couponId)?.code)
  return (
    <AmountDialog
      title={enCoupons.worth(couponName(code ?? ''))}
      label={enCoupons.amount}
      forward={enCoupons.goOn}
      unit="money"
    />
  )
}

const NO_ACTIONS: readonly Action[] = []
const START_ACTIONS: readonly Action[] = [startAgain]

/** Nothing that is sold now would be kept: the whole screen says so, until sales can be saved again. */
function NotSaved({ trouble }: { readonly trouble: SavingTrouble }): ReactNode {
  const isDoubtful = trouble === 'doubtful'
  useActions(isDoubtful ? START_ACTIONS : NO_ACTIONS, 'dialog')
  const [title, help] = enNotSaved[trouble]
  const sign = <OctagonX size={40} strokeWidth={1.9} className="error-ink" aria-hidden />
  return (
    <Dialog title={title} detail={help} icon={sign} className="not-saved">
      {isDoubtful ? (
        <div className="dialog-buttons">
          <ActionButton action={startAgain} tone="forward" className="button-spread" firstFocus />
        </div>
      ) : null}
    </Dialog>
  )
}

function PriceDialog({ lineId }: { readonly lineId: string }): ReactNode {
  const name = useTill((view) => view.order.lines.find((one) => one.id === lineId)?.name ?? '')
  return (
    <AmountDialog
      title={en.priceTitle(name)}
      label={en.newPrice}
      forward={en.changeTo}
      unit="money"
    />
  )
}
