/*
 * The tail mark: one line of fixed length, written in place after each commit and never waited for. It says
 * which entry was the last one taken:
 *
 *   <seq, 16 digits> <hash, 64 hex digits> <check, 64 hex digits> LF
 *
 * `check` is the SHA-256 of the first two with the space between. It is written once the commit is on the
 * disk, so after a power cut it may be behind the journal, or torn, which its check tells; it is never ahead.
 * A mark that is ahead is the proof that entries were lost which no receipt has sealed yet.
 */
import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'

/** The last entry a journal had taken. */
export type Tail = { readonly seq: number; readonly hash: string }

/** The mark while the journal is open. A disk that will not have it is no reason to stop. */
export class TailMark {
  readonly #file: number | null

  constructor(path: string) {
    this.#file = opened(path)
  }

  /** Says that an entry is taken. Costs a write to memory; nobody waits for the disk. */
  put(seq: number, hash: Uint8Array): void {
    if (this.#file === null) return
    try {
      writeSync(this.#file, textOf({ seq, hash: Buffer.from(hash).toString('hex') }), 0)
    } catch {
      // Then it stays behind, which says nothing and harms nobody.
    }
  }

  /** Makes sure that it is on the disk. */
  sync(): void {
    try {
      if (this.#file !== null) fsyncSync(this.#file)
    } catch {
      // The disk has failed already; that is why it is asked for.
    }
  }

  /** Lets go of the file. */
  close(): void {
    if (this.#file !== null) closeSync(this.#file)
  }
}

/** Reads the mark; null when there is none, or none that is whole. */
export function readTail(path: string): Tail | null {
  if (!existsSync(path)) return null
  try {
    const text = readFileSync(path, 'utf8')
    const [digits = '', hash = ''] = text.split(' ')
    const tail = { seq: Number(digits), hash }
    return Number.isSafeInteger(tail.seq) && text === textOf(tail) ? tail : null
  } catch {
    return null
  }
}

function textOf({ seq, hash }: Tail): string {
  const told = `${String(seq).padStart(16, '0')} ${hash}`
  return `${told} ${createHash('sha256').update(told).digest('hex')}\n`
}

function opened(path: string): number | null {
  try {
    return openSync(path, existsSync(path) ? 'r+' : 'w+')
  } catch {
    return null
  }
}
