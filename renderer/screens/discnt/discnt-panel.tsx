import type { ReactNode } from 'react'
import { ORDER_ACTIONS, backToOrder, openPromotions } from '../../actions/order'
import { useActions } from '../../actions/keyboard-context'
import { useChosen } from '../../stores/draft'
import { useTerminal, useTill } from '../../stores/view'
import { en } from '../../text/en'
import { PanelHead } from '../parts/panel-head'
import { AppliedDiscounts } from './applied-discounts'
import { PromotionsButton } from './promotions-button'
import { RuleButton } from './rule-button'

/** Discnt: discounts on this order, the store's own to put on, and the way to Promotions. */
export function DiscntPanel(): ReactNode {
  useActions(ORDER_ACTIONS.discnt)
  return (
    <section className="side discnt" aria-label={en.discountsTitle}>
      <PanelHead title={en.discountsTitle} back={backToOrder} />
      <AppliedDiscounts />
      <AddDiscount />
      <span className="grow" />
      <PromotionsButton action={openPromotions} />
    </section>
  )
}

function AddDiscount(): ReactNode {
  const rules = useTerminal((terminal) => terminal.settings.storePromotions)
  const lineId = useChosen('line')
  const line = useTill(
    (view) => view.order.lines.find((one) => one.id === lineId && !one.voided) ?? null,
  )
  return (
    <>
      <div className="discnt-heading">
        <h3>{en.addDiscount}</h3>
        <span className="second cut">
          {rules.length === 0
            ? en.noneConfigured
            : line === null
              ? en.toWholeOrder
              : en.toLine(line.name)}
        </span>
      </div>
      <div className="discnt-grid">
        {rules.map((rule) => (
          <RuleButton key={rule.id} rule={rule} lineId={line?.id ?? null} />
        ))}
      </div>
    </>
  )
}
