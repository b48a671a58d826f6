import { memo, type ReactNode } from 'react'
import { TriangleAlert } from 'lucide-react'
import {
  holdOrder,
  openDiscnt,
  payOrder,
  sendOrder,
  stayOnOrder,
  whyPayWaits,
} from '../../actions/order'
import { Bar } from '../../components/bar'
import { useDraftStore } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { blockedSentence } from '../../text/sentences'
import { ActionButton } from './action-button'

/** Discnt, Send, Stay, Hold and Pay, with the reason why Pay waits. */
export const OrderBar = memo(function OrderBar(): ReactNode {
  const isDiscnt = useDraftStore(
    (draft) => draft.screen === 'discnt' || draft.screen === 'promotions',
  )
  return (
    <Bar
      name={en.orderActions}
      left={
        <div className="order-buttons">
          <ActionButton action={openDiscnt} size="bar" pressed={isDiscnt} />
          <ActionButton action={sendOrder} size="bar" />
          <ActionButton action={stayOnOrder} size="bar" />
          <ActionButton action={holdOrder} size="bar" />
        </div>
      }
      message={<WhyNot />}
      forward={
        <ActionButton
          action={payOrder}
          size="bar"
          tone="forward"
          className="pay"
          describedBy="why-not"
        />
      }
    />
  )
})

/** The last "no" that was said, else why Pay waits. */
function WhyNot(): ReactNode {
  const refused = useDraftStore((draft) => draft.refused)
  const waits = useTill((view) => whyPayWaits(view.blocked))
  const sentence = refused ?? (waits === null ? null : blockedSentence(waits))
  const isQuiet = refused === null && waits?.code === 'nothing-to-pay'
  return (
    <span id="why-not" className={isQuiet ? undefined : 'bar-why'}>
      {sentence === null || isQuiet ? null : (
        <TriangleAlert size={20} strokeWidth={1.9} aria-hidden />
      )}
      {sentence}
    </span>
  )
}
