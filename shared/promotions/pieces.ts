import { price } from '../quantity'
import type { BasketLine } from './basket'
import type { Force, Play, PromotionBook } from './book'

/** Pieces that no promotion can tell apart: same goods, same price, same rules in force. */
export type Kind = {
  readonly key: string
  /** Of one piece; of the whole line for what is not counted. */
  readonly price: number
  readonly counted: boolean
  readonly count: number
  /** Rules in force for these pieces and what they can play there. */
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

type Gathered = { kind: Omit<Kind, 'count' | 'stands'>; count: number; stands: Stand[] }

/** Sorts the pieces of an order into kinds. Free pieces take part in nothing. */
export function sortPieces(lines: readonly BasketLine[], book: PromotionBook): Sorted {
  const gathered = new Map<string, Gathered>()
  let last = -Infinity
  for (const line of lines) {
    const { key: goods, plays } = book.playsOf(line)
    for (const { at, pieces } of line.scans) {
      if (at > last) last = at
      const amount = line.counted ? line.unitPrice : price(line.unitPrice, line.quantity)
      if (amount <= 0) continue
      const force = book.forceAt(at)
      const { counted, sku } = line
      const key = `${goods}\n${amount}\n${counted ? 'c' : 'w'}\n${force.key}`
      let one = gathered.get(key)
      if (one === undefined) {
        const inForce = plays.filter((play) => force.holds[play.rule])
        one = { kind: { key, price: amount, counted, sku, plays: inForce }, count: 0, stands: [] }
        gathered.set(key, one)
      }
      one.count += pieces
      const before = one.stands.at(-1)
      if (before?.line === line) {
        one.stands[one.stands.length - 1] = { line, pieces: before.pieces + pieces }
      } else one.stands.push({ line, pieces })
    }
  }
  const kinds = [...gathered.values()].map(({ kind, count, stands }) => ({
    ...kind,
    count,
    stands,
  }))
  kinds.sort((a, b) => b.price - a.price || (a.key < b.key ? -1 : 1))
  return { kinds, lastForce: last === -Infinity ? null : book.forceAt(last) }
}
