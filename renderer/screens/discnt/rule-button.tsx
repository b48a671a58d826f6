import { useMemo, type ReactNode } from 'react'
import { Lock } from 'lucide-react'
import type { StoreDiscountRule } from '../../../shared/promotions/rule'
import { addStoreDiscount } from '../../actions/discounts'
import { en } from '../../text/en'
import { ActionButton } from '../parts/action-button'

type RuleButtonProps = { readonly rule: StoreDiscountRule; readonly lineId: string | null }

/** A discount the store has set up; a lock means that a manager approves. */
export function RuleButton({ rule, lineId }: RuleButtonProps): ReactNode {
  const action = useMemo(() => addStoreDiscount(rule, lineId), [rule, lineId])
  const isWaiting = rule.scope === 'line' && lineId === null
  return (
    <ActionButton action={action} className="discnt-button" size="row">
      <span className="discnt-words">
        <span className="discnt-name cut">{rule.name}</span>
        <span className="discnt-detail">{isWaiting ? en.pickLine : detailOf(rule)}</span>
      </span>
      {rule.approval ? <Lock size={18} strokeWidth={1.9} aria-hidden /> : null}
    </ActionButton>
  )
}

function detailOf(rule: StoreDiscountRule): string {
  if (rule.approval) return en.managerApproves
  return rule.scope === 'line' ? en.oneLine : en.wholeOrderPlain
}
