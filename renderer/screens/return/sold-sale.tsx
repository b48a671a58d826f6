import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { hasLateCoupon } from '../../../shared/order/decide-late-coupons'
import type { SoldLine, SoldSale as Sold } from '../../../shared/order/sold'
import { closeSale, everythingBack, swapSame, voidSale } from '../../actions/returns'
import { choose, useChosen } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { enReturn } from '../../text/en-return'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'
import { ReturnReasons } from './return-reasons'
import { SoldRow } from './sold-row'

/** The sale that is open: what it was, why goods come back, and how many of each line. */
export function SoldSale(): ReactNode {
  const sold = useTill((view) => view.order.back?.sold ?? null)
  const isVoid = useTill((view) => view.order.back?.voids === true)
  // With a forgotten coupon no goods come back: what asks about goods would only be in the way.
  const isLate = useTill((view) => hasLateCoupon(view.order))
  if (sold === null) return null
  return (
    <>
      <SaleHead sold={sold} />
      {isVoid || isLate ? null : <ReturnReasons />}
      <SoldLines lines={sold.lines} />
      <div className="return-whole">
        {isLate ? null : <ActionButton action={everythingBack} size="row" />}
        {isLate ? null : <ActionButton action={swapSame} size="row" />}
        {isLate ? null : <ActionButton action={voidSale} size="row" />}
        <span className="grow" />
        <ActionButton action={closeSale} size="row" tone="plain" />
      </div>
    </>
  )
}

function SaleHead({ sold }: { readonly sold: Sold }): ReactNode {
  const format = useFormat()
  const isVoid = useTill((view) => view.order.back?.voids === true)
  const day = `${format.day(sold.paidAt)} ${format.time(sold.paidAt)}`
  const paid = format.amount(sold.paid)
  return (
    <p className="return-head">
      <strong>
        {enReturn.saleHead(format.orderNumber(sold.number), format.count(sold.receiptNumber), day)}
      </strong>
      <span className="num">
        {sold.onCard > 0
          ? enReturn.paidCard(paid, format.amount(sold.onCard))
          : enReturn.paidCash(paid)}
      </span>
      {isVoid ? <span className="tag tag-warn">{enReturn.voided}</span> : null}
    </p>
  )
}

function SoldLines({ lines }: { readonly lines: readonly SoldLine[] }): ReactNode {
  const list = useRef<HTMLDivElement>(null)
  const chosen = useChosen('sold-line')
  useEffect(() => {
    list.current?.focus()
    return () => choose('sold-line', null)
  }, [])
  useEffect(() => {
    if (chosen !== null)
      document.getElementById(`sold-${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <div
      ref={list}
      className="return-lines"
      role="grid"
      aria-label={enReturn.soldLines}
      aria-activedescendant={chosen === null ? undefined : `sold-${chosen}`}
      data-sold
      tabIndex={0}
      onFocus={(event) => {
        const [first] = lines
        const isList = event.target === event.currentTarget
        if (isList && chosen === null && first) choose('sold-line', first.lineId)
      }}
      onKeyDown={(event) => moveChoice(event, lines, chosen)}
    >
      {lines.map((line) => (
        <SoldRow key={line.lineId} line={line} chosen={line.lineId === chosen} />
      ))}
    </div>
  )
}

const STEP: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, Home: -1e6, End: 1e6 }

function moveChoice(
  event: KeyboardEvent<HTMLElement>,
  lines: readonly SoldLine[],
  chosen: string | null,
): void {
  const step = STEP[event.key]
  if (step === undefined) return
  event.preventDefault()
  const at = lines.findIndex((line) => line.lineId === chosen)
  const line = lines[Math.min(Math.max(at + step, 0), lines.length - 1)]
  if (line) choose('sold-line', line.lineId)
}
