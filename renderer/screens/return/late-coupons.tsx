import type { ReactNode } from 'react'
import { Ticket } from 'lucide-react'
import type { ComesBack } from '../../../shared/order/comes-back'
import type { LateCoupon, SoldSale } from '../../../shared/order/sold'
import { couponName } from '../../../shared/promotions/manufacturer-coupon'
import { sum } from '../../../shared/money'
import { removeManufacturerCoupon } from '../../actions/coupons'
import { Button } from '../../components/button'
import { useTill } from '../../stores/view'
import { enCoupons } from '../../text/en-coupons'
import { enReturn } from '../../text/en-return'
import type { Format } from '../../text/format'
import { useFormat } from '../parts/use-format'

const NONE: readonly LateCoupon[] = []

/** Coupons that were forgotten at the sale: what comes back for them, which way, and the goods they are for. */
export function LateCoupons({ back }: { readonly back: ComesBack }): ReactNode {
  const format = useFormat()
  const late = useTill((view) => view.order.back?.late ?? NONE)
  const sold = useTill((view) => view.order.back?.sold ?? null)
  if (late.length === 0 || sold === null) return null
  const amount = format.amount(back.credit)
  return (
    <>
      <p className="return-late">
        <Ticket size={24} strokeWidth={1.9} aria-hidden />
        {enReturn.late.back(amount, wayOf(back))}
      </p>
      {late.map((one) => (
        <div key={one.id} className="return-fate">
          <i className="return-blank" />
          <span className="grow">
            <strong>{couponName(one.code)}</strong> {goodsOf(one, sold, format)}
          </span>
          <strong className="num">{format.amount(one.late.refund)}</strong>
          <Button
            label={enReturn.late.remove}
            name={enCoupons.removeCoupon(couponName(one.code))}
            size="row"
            onPress={() => removeManufacturerCoupon(one.id)}
          />
        </div>
      ))}
      <p className="return-nothing">{enReturn.late.keep}</p>
    </>
  )
}

function wayOf({ toCard, toCash }: ComesBack): string {
  const { late } = enReturn
  if (toCard > 0) return toCash > 0 ? late.toBoth : late.toCard
  return toCash > 0 ? late.toCash : late.against
}

function goodsOf({ parts, late }: LateCoupon, sold: SoldSale, format: Format): string {
  const [only, ...others] = parts
  const line = sold.lines.find((one) => one.lineId === only?.lineId)
  const goods =
    line && others.length === 0
      ? enReturn.late.for(line.name)
      : enReturn.late.forLines(parts.length)
  const tax = sum(late.taxes.map((one) => one.amount))
  if (tax === 0 || sold.pricesIncludeTax) return goods
  return enReturn.late.withTax(goods, format.amount(tax))
}
