import { price } from '../quantity'
import type { BasketLine } from './basket'
import type { Brought, Force, Play, PromotionBook } from './book'

/** Pieces that no promotion can tell apart: same goods, same price, same rules in force. */
export type Kind = {
  readonly key: string
  readonly number: number
  /** Of one piece; of the whole line for what is not counted. */
  readonly price: number
  readonly counted: boolean
  readonly count: number
  /** Item promotions in force for these pieces and what they can play there. */
  readonly plays: readonly Play[]
  /** The lines the pieces stand on. */
  readonly stands: readonly Stand[]
  readonly sku: string
}

/** Pieces of a kind on one line. */
export type Stand = { readonly line: BasketLine; readonly pieces: number }

/** The order as the deals see it. */
export type Sorted = {
  /** Dearest first; then by name, so that the sequence of the scans does not matter. */
  readonly kinds: readonly Kind[]
  /** Rules that order promotions ask for: in force at the moment of the last piece. */
  readonly lastForce: Force | null
}

type Gathered = { -readonly [Key in keyof Kind]: Key extends 'stands' ? Stand[] : Kind[Key] }

/** Sorts the pieces of an order into kinds. Free pieces take part in nothing. */
export function sortPieces(lines: readonly BasketLine[], book: PromotionBook): Sorted {
  const gathered = new Map<string, Gathered>()
  let last = -Infinity
  for (const line of lines) {
    for (const { at } of line.scans) if (at > last) last = at
    for (const { key, number, price: amount, pieces, plays } of broughtBy(line, book)) {
      const one = gathered.get(key)
      if (one) {
        one.count += pieces
        one.stands.push({ line, pieces })
      } else {
        const { counted, sku } = line
        const stands = [{ line, pieces }]
        const kind = { key, number, price: amount, counted, count: pieces, plays, stands, sku }
        gathered.set(key, kind)
      }
    }
  }
  const kinds = [...gathered.values()]
  kinds.sort((a, b) => b.price - a.price || (a.key < b.key ? -1 : 1))
  return { kinds, lastForce: last === -Infinity ? null : book.forceAt(last) }
}

function broughtBy(line: BasketLine, book: PromotionBook): readonly Brought[] {
  const known = book.brought.get(line)
  if (known) return known
  const amount = line.counted ? line.unitPrice : price(line.unitPrice, line.quantity)
  const { key: goods, plays } = book.playsOf(line)
  const found = new Map<string, Brought>()
  for (const { at, pieces } of amount > 0 ? line.scans : []) {
    const force = book.forceAt(at)
    const key = `${goods}\n${amount}\n${line.counted ? 'c' : 'w'}\n${force.key}`
    const before = found.get(key)
    found.set(key, {
      key,
      number: book.numberOf(key),
      price: amount,
      pieces: (before?.pieces ?? 0) + pieces,
      plays: before?.plays ?? plays.filter((play) => force.holds[play.rule]),
    })
  }
  const brought = [...found.values()]
  book.brought.set(line, brought)
  return brought
}
