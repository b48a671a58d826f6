import { assert } from '../assert'
import { money, subtract, type Money } from '../money'

/** A run of a line's pieces, counted from the first one that came back. */
export type PieceRun = {
  /** Pieces of the whole line. */
  readonly of: number
  /** Pieces that came back before. */
  readonly from: number
  /** Pieces that come back now. */
  readonly count: number
}

/**
 * What a run of pieces bears of an amount that stands for the whole line: every piece the same, and the first
 * pieces one minor unit more until nothing is left over. So any runs that make up the line add up to it.
 * Source: docs/decisions/0024-returns.md, apis/petz-posface.md 7.10.
 */
export function ofPieces(amount: Money, run: PieceRun): Money {
  const { of, from, count } = run
  assert(from >= 0 && count >= 0 && from + count <= of, `No pieces ${from}+${count} of ${of}`)
  const rest = amount % of
  const each = (amount - rest) / of
  const upTo = (pieces: number) => each * pieces + Math.min(pieces, rest)
  return money(upTo(from + count) - upTo(from))
}

/**
 * The same for several amounts that were taken off one after the other: each run's parts are spread together,
 * so that a piece never bears more than it cost.
 */
export function partsOfPieces(amounts: readonly Money[], run: PieceRun): readonly Money[] {
  let before = money(0)
  let borne = money(0)
  return amounts.map((amount) => {
    before = money(before + amount)
    const all = ofPieces(before, run)
    const part = subtract(all, borne)
    borne = all
    return part
  })
}
