/*
 * Which numbers of items are taken, while a catalog is read: places by the hash of their number, in many small
 * tables, so that making one larger is never long work.
 */
import { PassingRoom } from './growing'
import { hashOf } from './word-book'

const TABLES = 256
const SLOTS = 16

/** Finds out whether a number of an item is there already. */
export class KnownSkus {
  readonly #room = new PassingRoom()
  readonly #skuAt: (place: number) => string
  /** Places plus one; 0 is an empty slot. The length of each is a power of two. */
  #tables: Uint32Array[] = []
  readonly #counts = new Uint32Array(TABLES)

  /** @param skuAt  the number of the item at a place */
  constructor(skuAt: (place: number) => string) {
    this.#skuAt = skuAt
  }

  /** Whether an item with this number was added. */
  has(sku: string): boolean {
    const hash = hashOf(sku)
    const table = this.#table(hash)
    let slot = slotOf(hash, table)
    for (let place = table[slot] ?? 0; place !== 0; place = table[slot] ?? 0) {
      if (this.#skuAt(place - 1) === sku) return true
      slot = (slot + 1) % table.length
    }
    return false
  }

  /** Takes the number of the item at a place; it must not be there. */
  add(sku: string, place: number): void {
    const hash = hashOf(sku)
    const number = hash % TABLES
    const count = (this.#counts[number] ?? 0) + 1
    this.#counts[number] = count
    const table = this.#table(hash)
    if (count * 3 > table.length * 2) this.#tables[number] = this.#larger(table)
    put(this.#table(hash), hash, place)
  }

  /** Forgets all of them. */
  clear(): void {
    this.#tables = []
    this.#room.clear()
    this.#counts.fill(0)
  }

  #table(hash: number): Uint32Array {
    const number = hash % TABLES
    const table = this.#tables[number] ?? this.#room.take(SLOTS)
    this.#tables[number] = table
    return table
  }

  #larger(table: Uint32Array): Uint32Array {
    const larger = this.#room.take(table.length * 2)
    for (const place of table) {
      if (place !== 0) put(larger, hashOf(this.#skuAt(place - 1)), place - 1)
    }
    return larger
  }
}

function put(table: Uint32Array, hash: number, place: number): void {
  let slot = slotOf(hash, table)
  while (table[slot] !== 0) slot = (slot + 1) % table.length
  table[slot] = place + 1
}

function slotOf(hash: number, table: Uint32Array): number {
  return (hash >>> 8) % table.length
}
