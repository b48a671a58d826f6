import { memo, type ReactNode } from 'react'
import type { GoodsBack } from '../../../shared/order/sold'
import { enReturn } from '../../text/en-return'
import { countsFor, paidWords } from '../../text/return-words'
import { useFormat } from '../parts/use-format'

/** Goods that come back: a row of their own, with what they count for as a negative amount. */
export const BackRow = memo(function BackRow({ goods }: { readonly goods: GoodsBack }): ReactNode {
  const format = useFormat()
  return (
    <div role="row" id={`row-${goods.id}`} className="line line-back">
      <div className="line-main">
        <span role="gridcell" className="line-name cut" title={goods.name}>
          {goods.name}
        </span>
        <span role="gridcell" className="line-quantity num">
          {format.quantity(goods.quantity, goods.unit)}
        </span>
        <span role="gridcell" className="line-price num">
          {format.amount(goods.unitPrice)}
        </span>
        <span role="gridcell" className="line-total num">
          {countsFor(goods, format)}
        </span>
      </div>
      <div role="gridcell" className="line-under">
        <span className="tag tag-warn">
          {goods.swapped ? enReturn.swapTag : enReturn.returnTag}
        </span>
        <span className="grow cut">{paidWords(goods, format)}</span>
      </div>
    </div>
  )
})
