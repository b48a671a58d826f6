import { faultIn } from './disk-fault'
import type { JournalReader } from './reader'
import { inSlices } from './slices'

/** What looking through a whole journal came to. */
export type ChainVerdict = {
  /** Entries that were looked at and are as they were written. */
  readonly entries: number
  readonly ok: boolean
  /** The number of the first entry that is not; null when all are. */
  readonly firstBad: number | null
}

/** How far the look has come. */
export type ChainProgress = { readonly entries: number; readonly of: number }

/**
 * Checks every entry of the journal against the hash chain, from the first to the last that is there now, in
 * slices: the till goes on selling meanwhile. Nothing is changed.
 */
export async function verifyChain(
  journal: { readonly reader: JournalReader; readonly last: number },
  onProgress: (progress: ChainProgress) => void = () => undefined,
): Promise<ChainVerdict> {
  const of = journal.last
  let entries = 0
  try {
    await inSlices(() => {
      const proven = journal.reader.prove(entries + 1)
      const isEnd = proven === entries
      entries = proven
      onProgress({ entries, of })
      return !isEnd && entries < of
    })
    return entries >= of
      ? { entries, ok: true, firstBad: null }
      : { entries, ok: false, firstBad: entries + 1 }
  } catch (error) {
    faultIn(error)
    const whole = wholeRows(journal.reader, entries)
    return { entries: whole, ok: false, firstBad: whole + 1 }
  }
}

/** Counts the whole rows after a number, one by one. */
function wholeRows(reader: JournalReader, from: number): number {
  let last = from
  try {
    for (const row of reader.rows(from + 1)) last = row.seq
  } catch (error) {
    faultIn(error)
  }
  return last
}
