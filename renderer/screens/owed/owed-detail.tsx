import type { ReactNode } from 'react'
import { isDevice, type Effect } from '../../../shared/order/effect'
import type { OwedRow } from '../../../shared/order/till-view'
import { Note } from '../../components/note'
import { enOffline } from '../../text/en-offline'
import { enOwed } from '../../text/en-trays'
import type { Format } from '../../text/format'
import { closedWords, owedReason, owedTitle } from '../../text/owed-words'
import { useFormat } from '../parts/use-format'

/** One owed effect: what happened, what it means in money, and what to tell the provider. */
export function OwedDetail({ row }: { readonly row: OwedRow }): ReactNode {
  const format = useFormat()
  const { effect } = row
  const isStuck = effect.status === 'needs-person'
  const isOverdue = effect.overdue === true && mayStillEnd(effect)
  return (
    <>
      <header>
        <h2 className="title">{owedTitle(row, format)}</h2>
        <p className="num">
          {enOwed.orderSince(format.orderNumber(row.orderNumber), format.time(effect.createdAt))}
        </p>
      </header>
      {isStuck ? (
        <Note
          tone="error"
          className="tray-note"
          first={owedReason(effect, format)}
          second={whyStuck(effect)}
        />
      ) : null}
      {isOverdue ? (
        <Note
          tone="warning"
          className="tray-note"
          first={enOwed.overdueHelp}
          second={enOwed.overdueNext}
        />
      ) : null}
      <p className="tray-words">
        <Meaning row={row} format={format} />
      </p>
      <Facts row={row} format={format} />
      {isStuck ? <p className="tray-foot">{enOwed.managerSees}</p> : null}
    </>
  )
}

function whyStuck(effect: Effect): string {
  if (isDevice(effect)) return enOwed.paperHelp
  const isUnasked = effect.request.kind === 'promotion-verify'
  return isUnasked ? enOffline.givenUnasked : enOwed.refusedAfterPaid
}

function mayStillEnd({ status }: Effect): boolean {
  return status === 'waiting' || status === 'sending'
}

type PartProps = { readonly row: OwedRow; readonly format: Format }

function Meaning({ row, format }: PartProps): ReactNode {
  const { effect, amount } = row
  if (effect.status === 'closed') return closedWords(effect)
  if (effect.status === 'delivered') return enOwed.isSettled
  if (effect.status !== 'needs-person') return enOwed.stillSending
  if (effect.request.kind === 'coupon-return') return enOwed.comesBack
  if (amount === 0) return enOwed.nobodyLoses
  return (
    <>
      {enOwed.bears} <strong>{enOwed.bearsAmount(format.amount(amount))}</strong>.
    </>
  )
}

function Facts({ row, format }: PartProps): ReactNode {
  const { effect } = row
  const codes = codesOf(effect)
  return (
    <dl className="tray-facts">
      {codes === '' ? null : (
        <>
          <dt>{enOwed.code}</dt>
          <dd className="num">{codes}</dd>
        </>
      )}
      <dt>{enOwed.cashier}</dt>
      <dd>{row.cashier}</dd>
      <dt>{enOwed.tried}</dt>
      <dd>{enOwed.triedTimes(effect.attempts)}</dd>
      {effect.endedAt === null ? null : (
        <>
          <dt>{enOwed.settled}</dt>
          <dd className="num">{format.time(effect.endedAt)}</dd>
        </>
      )}
      {effect.code === null ? null : (
        <>
          <dt>{enOwed.reason}</dt>
          <dd>{effect.code}</dd>
        </>
      )}
      <dt>{enOwed.order}</dt>
      <dd>{row.orderRef}</dd>
      <dt>{enOwed.reference}</dt>
      <dd className="num">{effect.id}</dd>
    </dl>
  )
}

function codesOf({ request }: Effect): string {
  if (request.kind === 'promotion-apply')
    return request.promotions.map((one) => one.code).join(', ')
  if (request.kind === 'promotion-verify') return request.promotion.code
  if (request.kind !== 'promotion-void') return ''
  return [...request.promotions, ...request.lost].map((one) => one.code).join(', ')
}
