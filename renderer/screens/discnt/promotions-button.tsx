import type { ReactNode } from 'react'
import { ChevronRight, Ticket } from 'lucide-react'
import type { Action } from '../../actions/action'
import { ActionButton } from '../parts/action-button'
import { en } from '../../text/en'

/** The way from Discnt to Promotions. */
export function PromotionsButton({ action }: { readonly action: Action }): ReactNode {
  return (
    <ActionButton
      action={action}
      className="promotions-button"
      showKey={false}
      describedBy="promotions-detail"
    >
      <Ticket size={30} strokeWidth={1.9} aria-hidden />
      <span className="discnt-words">
        <span className="promotions-title">{en.promotions}</span>
        <span id="promotions-detail" className="discnt-detail">
          {en.enterOrScan}
        </span>
      </span>
      <ChevronRight size={26} strokeWidth={1.9} aria-hidden />
    </ActionButton>
  )
}
