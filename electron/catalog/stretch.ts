/*
 * What a typed word finds, as stretches of sorted lists. An entry of such a list is the place of an item and, in
 * its low seven bits, which of the item's words or codes it is; or the place alone.
 */

/** Words or codes of one item that can be told apart. */
export const ENTRY_PARTS = 128

const PART_BITS = 7

/** Entries that fit a typed word; the first so many of them fit it whole. */
export type Stretch = {
  readonly entries: Uint32Array
  readonly exact: number
  /** By what an entry is divided to have the place. */
  readonly parts: typeof ENTRY_PARTS | 1
}

/** An entry for a part of the item at a place. */
export function entryOf(place: number, part: number): number {
  return place * ENTRY_PARTS + part
}

/** The item of an entry. */
export function placeOf(entry: number): number {
  return entry >>> PART_BITS
}

/** Which part of its item an entry is. */
export function partOf(entry: number): number {
  return entry % ENTRY_PARTS
}
