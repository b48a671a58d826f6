import type { ReactNode } from 'react'
import { Lock, TriangleAlert, WifiOff } from 'lucide-react'
import type { Action } from '../../actions/action'
import {
  askToAccept,
  giveUnchecked,
  removePromotion,
  retryValidation,
} from '../../actions/approval'
import { useActions } from '../../actions/keyboard-context'
import { giveUpValidation } from '../../actions/validation'
import { sum } from '../../../shared/money'
import type { Order, Promotion } from '../../../shared/order/order'
import { totalsOf } from '../../../shared/order/totals'
import { unchecked as uncheckedOn } from '../../../shared/order/unverified'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { useTill } from '../../stores/view'
import { enNoAnswer } from '../../text/en-approval'
import { enOffline } from '../../text/en-offline'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'

const ACTIONS: readonly Action[] = [retryValidation, giveUpValidation]

/** At Pay the promotion service does not answer, or the line is down: the cashier decides. */
export function NoAnswerDialog(): ReactNode {
  const isOpen = useTill((view) => view.order.validation?.status === 'no-answer')
  return isOpen ? <Stuck /> : null
}

function Stuck(): ReactNode {
  const order = useTill((view) => view.order)
  useActions(ACTIONS, 'dialog')
  const isFree = useTill((view) => view.offer?.kind === 'unchecked')
  const unchecked = uncheckedOn(order)
  const names = unchecked.map((one) => one.name).join(', ')
  const isOffline = order.validation?.offline === true
  const Sign = isOffline ? WifiOff : TriangleAlert
  const again = (
    <ActionButton
      action={retryValidation}
      tone="forward"
      className="button-spread"
      firstFocus={!isOffline}
    />
  )
  return (
    <Dialog
      title={isOffline ? enNoAnswer.noConnection(names) : enNoAnswer.notResponding}
      detail={
        isFree
          ? enOffline.mayGiveUnchecked(names)
          : unchecked.length === 1
            ? enNoAnswer.couldNotBeChecked(names)
            : enNoAnswer.couldNotBeCheckedSeveral(names)
      }
      icon={<Sign className="noanswer-sign" size={36} strokeWidth={1.9} aria-hidden />}
      width={640}
    >
      <div className="dialog-buttons">
        {isOffline ? null : again}
        {unchecked.map((promotion, index) => (
          <Remove
            key={promotion.id}
            promotion={promotion}
            order={order}
            firstFocus={isOffline && index === 0}
          />
        ))}
        <Accept order={order} unchecked={unchecked} isFree={isFree} />
        {isOffline ? again : null}
        <ActionButton action={giveUpValidation} tone="plain" />
      </div>
    </Dialog>
  )
}

type RemoveProps = {
  readonly promotion: Promotion
  readonly order: Order
  readonly firstFocus: boolean
}

function Remove({ promotion, order, firstFocus }: RemoveProps): ReactNode {
  const format = useFormat()
  const promotions = order.promotions.filter((one) => one.id !== promotion.id)
  const label = enNoAnswer.remove(promotion.name)
  return (
    <Button
      label={label}
      className="button-spread"
      firstFocus={firstFocus}
      onPress={() => removePromotion(promotion.id)}
    >
      <span>{label}</span>
      <span className="num noanswer-aside">
        {enNoAnswer.totalBecomes(format.amount(totalsOf({ ...order, promotions }).total))}
      </span>
    </Button>
  )
}

type AcceptProps = {
  readonly order: Order
  readonly unchecked: readonly Promotion[]
  /** The shop's rule lets the cashier go on without a manager. */
  readonly isFree: boolean
}

function Accept({ order, unchecked, isFree }: AcceptProps): ReactNode {
  const format = useFormat()
  const ids = new Set(unchecked.map((one) => one.id))
  const amount = sum(
    totalsOf(order)
      .discounts.filter((one) => ids.has(one.discountId))
      .map((one) => one.amount),
  )
  if (isFree) {
    const give = enOffline.give(format.amount(amount))
    return (
      <Button label={give} className="button-spread" onPress={giveUnchecked}>
        <span>{give}</span>
      </Button>
    )
  }
  const label = enNoAnswer.accept(format.amount(amount))
  return (
    <Button label={label} className="button-spread" onPress={askToAccept}>
      <span>{label}</span>
      <Lock size={20} strokeWidth={1.9} aria-hidden />
    </Button>
  )
}
