import type { ReactNode } from 'react'
import { Undo2 } from 'lucide-react'
import { backToOrder, ORDER_ACTIONS } from '../../actions/order'
import { useActions } from '../../actions/keyboard-context'
import { useChosen } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { hasGoodsBack } from '../../../shared/order/goods-back'
import { enReturn } from '../../text/en-return'
import { PanelHead } from '../parts/panel-head'
import { FindSale } from './find-sale'
import { ReturnPreview } from './return-preview'
import { SoldSale } from './sold-sale'
import { UnsoldGoods } from './unsold-goods'

/** Goods come back: the sale they come from, what of it comes back, and what that means, before it happens. */
export function ReturnPanel(): ReactNode {
  useActions(ORDER_ACTIONS.return)
  const isOpen = useTill((view) => view.order.back?.sold != null)
  const hasGoods = useTill((view) => hasGoodsBack(view.order))
  const isUnsold = useChosen('return-mode') === 'unsold'
  return (
    <section className="side return" aria-label={enReturn.title}>
      <PanelHead
        title={enReturn.title}
        icon={<Undo2 size={26} strokeWidth={1.9} className="accent-ink" aria-hidden />}
        back={backToOrder}
        takesFocus={isOpen}
      />
      {isOpen ? <SoldSale /> : isUnsold ? <UnsoldGoods /> : <FindSale />}
      {isOpen || hasGoods ? <ReturnPreview /> : null}
    </section>
  )
}
