import type { ReactNode } from 'react'
import { otherNumbers, useNumber } from '../../actions/customer'
import { useDraftStore } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { enWallet } from '../../text/en-wallet'
import { ActionButton } from '../parts/action-button'

/** The other numbers that were used for this order, one touch each: families share their accounts. */
export function OtherNumbers(): ReactNode {
  const numbers = useDraftStore((draft) => draft.numbers)
  const masked = useTill((view) => view.order.customer?.phoneMasked ?? null)
  const others = otherNumbers(numbers, masked)
  if (others.length === 0) return null
  return (
    <div className="wallet-numbers" role="group" aria-label={enWallet.otherNumbers}>
      <span className="second">{enWallet.otherNumbers}</span>
      {others.map((phone) => (
        <ActionButton
          key={phone}
          action={useNumber(phone)}
          size="row"
          name={enWallet.useNumber(phone.slice(-4))}
        />
      ))}
    </div>
  )
}
