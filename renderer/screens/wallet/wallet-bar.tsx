import type { ReactNode } from 'react'
import { closeWallet } from '../../actions/customer'
import { Bar } from '../../components/bar'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { OrderBar } from '../parts/order-bar'
import { ActionButton } from '../parts/action-button'

/** Under the wallet: the order's own bar, or the way back while it is being paid. */
export function WalletBar(): ReactNode {
  const isOpen = useTill((view) => view.order.status === 'open')
  if (isOpen) return <OrderBar />
  return <Bar name={en.orderActions} left={<ActionButton action={closeWallet} size="bar" />} />
}
