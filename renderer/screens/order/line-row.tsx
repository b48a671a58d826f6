import { memo, type ReactNode } from 'react'
import { classes } from '../../components/classes'
import { choose } from '../../stores/draft'
import { en } from '../../text/en'
import { useFormat } from '../parts/use-format'
import { LineTools, PutBack } from './line-tools'
import type { CouponMark } from '../parts/coupon-marks'
import { CouponOnLine } from './coupon-on-line'
import type { OrderRow } from './rows'

type LineRowProps = {
  readonly row: Extract<OrderRow, { kind: 'line' }>
  readonly chosen: boolean
  /** Above zero while this is the line just added; another number marks it anew. */
  readonly mark: number
  readonly locked: boolean
  /** What the customer's coupons say of it, while the wallet is open. */
  readonly coupon: CouponMark | null
}

/** One line: name, quantity, unit price, gross total, and each discount of its own under it. */
export const LineRow = memo(function LineRow(props: LineRowProps): ReactNode {
  const { row, chosen, mark, locked, coupon } = props
  const { line, gross, under } = row
  const format = useFormat()
  const pick = (): void => {
    if (!locked && !line.voided) choose('line', chosen ? null : line.id)
  }
  return (
    <div
      role="row"
      id={`row-${line.id}`}
      aria-selected={chosen}
      className={classes(
        'line',
        chosen && 'line-chosen',
        line.voided && 'line-voided',
        mark > 0 && !chosen && MARKS[mark % 2],
        coupon?.line != null && `line-wanted line-wanted-${coupon.line}`,
      )}
      onClick={pick}
    >
      <div className="line-main">
        <span role="gridcell" className="line-name cut" title={line.name}>
          {line.name}
          {line.voided ? <span className="spoken">{en.removedLine}</span> : null}
        </span>
        <span role="gridcell" className="line-quantity num">
          {format.quantity(line.quantity, line.unit)}
        </span>
        <span role="gridcell" className="line-price num">
          {format.amount(line.unitPrice)}
        </span>
        <span role="gridcell" className="line-total num">
          {format.amount(gross)}
        </span>
      </div>
      {under.map((one) => (
        <div key={one.id} role="gridcell" className={`line-under line-${one.tone}`}>
          <i className="elbow" aria-hidden="true" />
          <span className="grow cut">{one.tone === 'petz' ? en.petzLine(one.name) : one.name}</span>
          <span className="num">{format.off(one.amount)}</span>
        </div>
      ))}
      {coupon === null || coupon.text === null ? null : <CouponOnLine mark={coupon} />}
      {chosen && !line.voided ? <LineTools line={line} /> : null}
      {line.voided && !locked ? <PutBack lineId={line.id} /> : null}
    </div>
  )
})

/** Two names of one animation: changing between them starts it anew for the same line. */
const MARKS = ['line-mark-even', 'line-mark-odd']
