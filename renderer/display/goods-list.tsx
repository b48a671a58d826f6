import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { CustomerHint, CustomerLine, CustomerOrder } from '../../shared/display/customer-view'
import { enDisplay } from '../text/en-display'
import type { Format } from '../text/format'

type GoodsListProps = {
  readonly store: string
  readonly order: CustomerOrder
  /** The newest line is marked while lines may still come. */
  readonly isOpen: boolean
  readonly format: Format
}

/**
 * The last lines, and below them, always in the same place and beside the total, the one touched last. The style
 * sheet lays the lines from below and lets whole lines that have no room fall out of sight, so none is ever cut
 * in two; how many are above is said at the head.
 */
export function GoodsList({ store, order, isOpen, format }: GoodsListProps): ReactNode {
  const list = useRef<HTMLUListElement>(null)
  const hidden = useHidden(list, order)
  const above = order.earlier + hidden
  const pieces = order.pieces / 1000
  const newest = isOpen ? order.lines.at(-1) : undefined
  const fromBelow = order.lines.filter((line) => line !== newest).reverse()
  return (
    <section className="goods" aria-label={enDisplay.lines}>
      <header className="goods-head">
        <p className="goods-store cut">{store}</p>
        <p className="goods-count num">
          {pieces === 0 ? null : enDisplay.items(format.count(pieces), pieces === 1)}
          {above === 0 ? null : (
            <span className="goods-above">
              {enDisplay.earlier(format.count(above), above === 1)}
            </span>
          )}
        </p>
      </header>
      <Hints hints={order.hints ?? []} format={format} />
      <ul ref={list} className="goods-list">
        {fromBelow.map((line) => (
          <li key={line.id} className="good">
            <Good line={line} format={format} />
          </li>
        ))}
      </ul>
      {newest === undefined ? null : (
        <div className="good good-newest" role="status">
          <Good line={newest} format={format} />
        </div>
      )}
    </section>
  )
}

type HintsProps = { readonly hints: readonly CustomerHint[]; readonly format: Format }

/** What would save more: an offer, above the goods, never in the way of the newest line and the total. */
function Hints({ hints, format }: HintsProps): ReactNode {
  if (hints.length === 0) return null
  return (
    <ul className="hints" aria-label={enDisplay.hints}>
      {hints.map((hint, index) => (
        <li key={index} className="hint-row">
          {hintText(hint, format)}
        </li>
      ))}
    </ul>
  )
}

function hintText(hint: CustomerHint, format: Format): string {
  const saves = format.figure(hint.saves)
  return hint.kind === 'spend'
    ? enDisplay.hintSpend(format.figure(hint.amount), saves)
    : enDisplay.hintGoods(format.count(hint.pieces), hint.name, saves)
}

type GoodProps = {
  readonly line: CustomerLine
  readonly format: Format
}

function Good({ line, format }: GoodProps): ReactNode {
  const count = countText(line, format)
  return (
    <>
      <div className="good-row">
        <span className="good-name">{line.name}</span>
        <span className="good-price num">{format.amount(line.price)}</span>
      </div>
      {count === null ? null : <p className="good-count num">{count}</p>}
      {line.discounts.map((discount, index) => (
        <div key={index} className="good-row good-discount">
          <span className="cut">{discount.name}</span>
          <span className="num">{format.off(discount.amount)}</span>
        </div>
      ))}
    </>
  )
}

/** One piece needs no words. */
function countText(line: CustomerLine, format: Format): string | null {
  const { quantity, unit, unitPrice } = line
  if (unit === 'each' && quantity === 1000) return null
  const [count, price] = [format.quantity(quantity, unit), format.amount(unitPrice)]
  return unit === 'each' ? enDisplay.each(count, price) : enDisplay.weighed(count, price, unit)
}

/** How many of the lines given found no room; they stand in the next column, out of sight. */
function useHidden(list: { readonly current: HTMLElement | null }, order: CustomerOrder): number {
  const [hidden, setHidden] = useState(0)
  useLayoutEffect(() => {
    const element = list.current
    if (element === null) return undefined
    const count = (): void => setHidden(outOfSight(element))
    count()
    const observer = new ResizeObserver(count)
    observer.observe(element)
    return () => observer.disconnect()
  }, [list, order])
  return hidden
}

function outOfSight(list: HTMLElement): number {
  const { right } = list.getBoundingClientRect()
  return [...list.children].filter((line) => line.getBoundingClientRect().left >= right - 1).length
}
