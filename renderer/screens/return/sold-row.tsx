import { memo, type ReactNode } from 'react'
import { Minus, Plus } from 'lucide-react'
import { leftToReturn } from '../../../shared/order/goods-back'
import type { SoldLine } from '../../../shared/order/sold'
import { stepLine } from '../../actions/returns'
import { Button } from '../../components/button'
import { classes } from '../../components/classes'
import { choose } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { enReturn } from '../../text/en-return'
import { countsFor, paidWords } from '../../text/return-words'
import type { Format } from '../../text/format'
import { useFormat } from '../parts/use-format'

type SoldRowProps = { readonly line: SoldLine; readonly chosen: boolean }

/** A line of the sale: what was sold, what came back before, what comes back now and what it counts for. */
export const SoldRow = memo(function SoldRow({ line, chosen }: SoldRowProps): ReactNode {
  const format = useFormat()
  const goods = useTill(
    (view) => view.order.back?.goods.find((one) => one.lineId === line.lineId) ?? null,
  )
  const now = goods?.quantity ?? 0
  const left = leftToReturn(line)
  return (
    <div
      role="row"
      id={`sold-${line.lineId}`}
      aria-selected={chosen}
      className={classes('return-line', chosen && 'line-chosen', now > 0 && 'return-taken')}
      onClick={() => choose('sold-line', line.lineId)}
    >
      <div role="gridcell" className="return-line-words">
        <span className="line-name cut" title={line.name}>
          {line.name}
        </span>
        <span className="second cut">
          {goods ? paidWords(goods, format) : soldWords(line, format)}
        </span>
      </div>
      {left === 0 ? (
        <span role="gridcell" className="tag">
          {enReturn.allBack}
        </span>
      ) : (
        <div role="gridcell" className="return-stepper">
          <Button
            label={enReturn.fewerOf(line.name)}
            size="row"
            unavailable={now === 0}
            onPress={() => stepLine(line.lineId, -1)}
          >
            <Minus size={22} strokeWidth={1.9} aria-hidden />
          </Button>
          <strong className="num">{format.quantity(now, line.unit)}</strong>
          <Button
            label={enReturn.moreOf(line.name)}
            size="row"
            unavailable={now >= left}
            onPress={() => stepLine(line.lineId, 1)}
          >
            <Plus size={22} strokeWidth={1.9} aria-hidden />
          </Button>
        </div>
      )}
      <strong role="gridcell" className="return-amount num">
        {goods ? countsFor(goods, format) : ''}
      </strong>
    </div>
  )
})

function soldWords(line: SoldLine, format: Format): string {
  const sold = format.quantity(line.quantity, line.unit)
  return line.cameBack > 0
    ? enReturn.soldBack(sold, format.quantity(line.cameBack, line.unit))
    : enReturn.sold(sold)
}
