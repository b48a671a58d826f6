import type { ReactNode } from 'react'
import { RefreshCw, Tag, TriangleAlert } from 'lucide-react'
import type { HeldRow } from '../../../shared/order/till-view'
import { Amount } from '../../components/amount'
import { Note } from '../../components/note'
import { useTill } from '../../stores/view'
import { enHeld } from '../../text/en-trays'
import { useFormat } from '../parts/use-format'

/** One held order: its lines, its total, and what resuming does. */
export function HeldDetail({ row }: { readonly row: HeldRow }): ReactNode {
  const format = useFormat()
  return (
    <>
      <header>
        <h2 className="title num">{enHeld.orderNumber(format.orderNumber(row.number))}</h2>
        <p>{enHeld.heldAt(format.time(row.heldAt))}</p>
      </header>
      <ul className="tray-lines">
        {row.lines.map((line, index) => (
          <li key={index} className="tray-line">
            <span className="cut" title={line.name}>
              {line.name}
            </span>
            <span className="num tray-line-quantity">{quantityText(line.quantity)}</span>
            <strong className="num">{format.amount(line.total)}</strong>
          </li>
        ))}
        {row.promotions.map((promotion, index) => (
          <li key={index} className="tray-line" data-tone="discount">
            <Tag size={18} strokeWidth={1.9} aria-hidden />
            <span className="cut">{promotion.name}</span>
            <strong className="num">{format.off(promotion.amount)}</strong>
          </li>
        ))}
        {row.unresolved > 0 ? (
          <li className="tray-line" data-tone="warn">
            <TriangleAlert size={18} strokeWidth={1.9} aria-hidden />
            <span>{enHeld.unresolved(row.unresolved)}</span>
          </li>
        ) : null}
      </ul>
      <div className="tray-total">
        <span>{enHeld.totalWithTax}</span>
        <Amount step="small" text={format.figure(row.total)} />
      </div>
      <Note
        tone="info"
        icon={<RefreshCw className="note-sign" size={24} strokeWidth={1.9} aria-hidden />}
        first={enHeld.checkedAgain}
        second={enHeld.letGo}
      />
      <HeldFirst />
    </>
  )
}

/** The present order, where it has lines, is held before another one is taken up. */
function HeldFirst(): ReactNode {
  const format = useFormat()
  const number = useTill((view) => view.order.number)
  const hasLines = useTill(
    (view) => view.order.status === 'open' && view.order.lines.some((line) => !line.voided),
  )
  return hasLines ? (
    <p className="tray-foot">{enHeld.presentIsHeldFirst(format.orderNumber(number))}</p>
  ) : null
}

function quantityText(thousandths: number): string {
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : (thousandths / 1000).toFixed(3)
}
