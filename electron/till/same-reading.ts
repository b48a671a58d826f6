import type { Scan } from '../../shared/barcode/scan'

/** What tells one scanner's reading from another's. */
export type Read = Pick<Scan, 'code' | 'symbology' | 'source' | 'at'> & { readonly device?: number }

/**
 * Knows whether a scanner has read the same code again at once: a finger on the trigger, or a packet that
 * stays in front of the glass. Each such reading begins the time anew, so a packet that stays counts once.
 */
export class SameReading<Outcome> {
  readonly #last = new Map<string, { readonly read: Read; readonly outcome: Outcome }>()

  /** @param withinMs  0 counts every reading */
  constructor(private readonly withinMs: number) {}

  /** What became of the first reading; null when this is another one. */
  of(read: Read): Outcome | null {
    const last = this.#last.get(scannerOf(read))
    if (!last || this.withinMs === 0) return null
    const gap = read.at - last.read.at
    if (!isSame(read, last.read) || gap < 0 || gap > this.withinMs) return null
    this.remember(read, last.outcome)
    return last.outcome
  }

  /** Forgets readings by what became of them; the same code then counts as a new one. */
  forget(test: (outcome: Outcome) => boolean): void {
    for (const [scanner, { outcome }] of [...this.#last]) {
      if (test(outcome)) this.#last.delete(scanner)
    }
  }

  /** Keeps the newest reading of each scanner. */
  remember(read: Read, outcome: Outcome): void {
    this.#last.set(scannerOf(read), { read, outcome })
  }
}

function isSame(one: Read, other: Read): boolean {
  return one.code === other.code && one.symbology === other.symbology
}

function scannerOf({ source, device = 0 }: Read): string {
  return `${source} ${device}`
}
