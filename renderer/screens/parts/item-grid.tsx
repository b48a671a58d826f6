import { memo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { CatalogItem } from '../../../shared/catalog'
import { pickItem } from '../../actions/items'
import { classes } from '../../components/classes'
import { en } from '../../text/en'
import type { Format } from '../../text/format'
import { useFormat } from './use-format'

type ItemGridProps = {
  readonly items: readonly CatalogItem[]
  /** Index of the tile that Enter in the search field takes. */
  readonly chosen?: number
}

/** Tiles to pick items from: one tab stop, arrows move inside. */
export const ItemGrid = memo(function ItemGrid({ items, chosen }: ItemGridProps): ReactNode {
  const format = useFormat()
  const grid = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState(0)
  const move = (event: KeyboardEvent): void => {
    const next = nextTile(event.key, stop, columnsOf(grid.current))
    if (next === null || next < 0 || next >= items.length) return
    event.preventDefault()
    setStop(next)
    grid.current?.querySelectorAll<HTMLElement>('.tile')[next]?.focus()
  }
  return (
    <div ref={grid} role="group" aria-label={en.products} className="tiles" onKeyDown={move}>
      {items.map((item, index) => {
        const price = priceWords(item, format)
        return (
          <button
            key={item.sku}
            type="button"
            className={classes('tile', index === chosen && 'tile-chosen')}
            tabIndex={index === Math.min(stop, items.length - 1) ? 0 : -1}
            aria-label={en.tileName(item.name, price)}
            title={item.name}
            onFocus={() => setStop(index)}
            onClick={() => pickItem(item)}
          >
            <span className="tile-name">{item.name}</span>
            <span className="tile-price num">{price}</span>
          </button>
        )
      })}
    </div>
  )
})

/** What an item costs, as its tile says it. */
export function priceWords(item: CatalogItem, format: Format): string {
  if (item.price === null) return en.anyAmount
  const price = format.amount(item.price)
  return item.unit === 'each' ? price : en.perUnit(price, item.unit)
}

/** Index of the tile an arrow leads to; null for another key. */
export function nextTile(key: string, at: number, columns: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return at - 1
    case 'ArrowRight':
      return at + 1
    case 'ArrowUp':
      return at - columns
    case 'ArrowDown':
      return at + columns
    default:
      return null
  }
}

function columnsOf(grid: HTMLElement | null): number {
  return grid === null ? 1 : getComputedStyle(grid).gridTemplateColumns.split(' ').length
}
