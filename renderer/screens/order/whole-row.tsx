import { memo, type ReactNode } from 'react'
import { Check, Tag, Ticket } from 'lucide-react'
import { classes } from '../../components/classes'
import { Spinner } from '../../components/spinner'
import { choose } from '../../stores/draft'
import { en } from '../../text/en'
import { enOffline } from '../../text/en-offline'
import { useFormat } from '../parts/use-format'
import type { OrderRow } from './rows'

type WholeRowProps = {
  readonly row: Extract<OrderRow, { kind: 'whole' }>
  readonly chosen: boolean
}

/** A discount on the whole order: a promotion with its code, or one of the store's own. */
export const WholeRow = memo(function WholeRow({ row, chosen }: WholeRowProps): ReactNode {
  const format = useFormat()
  const { promotion, code } = row
  const Sign = row.goods === undefined ? Tag : Ticket
  const isChecking = promotion?.status === 'verifying'
  const isRedeemed = promotion?.status === 'redeemed' || promotion?.status === 'released'
  return (
    <div
      role="row"
      id={`row-${row.id}`}
      aria-selected={chosen}
      className={classes('whole', chosen && 'whole-chosen')}
      onClick={() => choose('promotion', chosen ? null : row.id)}
    >
      {isChecking ? <Spinner size={20} /> : <Sign size={20} strokeWidth={1.9} aria-hidden />}
      <span
        role="gridcell"
        className={classes('whole-name', row.goods === undefined ? 'cut' : 'whole-firm')}
        title={row.name}
      >
        {row.name.slice(0, NAME_LENGTH_MAX)}
      </span>
      <span role="gridcell" className="whole-code cut">
        {row.goods ?? (code === null ? en.wholeOrderPlain : en.wholeOrder(code))}
      </span>
      {promotion?.unverified && !isRedeemed ? (
        <span className="tag tag-warn">{enOffline.notConfirmed}</span>
      ) : null}
      {promotion?.notRechecked && !promotion.unverified ? (
        <span className="tag tag-warn">{en.notRechecked}</span>
      ) : null}
      {isRedeemed ? <Check size={20} strokeWidth={1.9} aria-label={en.redeemed} /> : null}
      <span className="grow" />
      <span role="gridcell" className="whole-amount num">
        {isChecking ? en.checkingRow : format.off(row.amount)}
      </span>
    </div>
  )
})

/** Longest name of a promotion in its row. */
const NAME_LENGTH_MAX = 40
