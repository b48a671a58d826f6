import type { PoleText } from '../../../shared/display/pole-text'
import type { Clock } from '../clock'
import type { LinkStatus, PrinterLink } from '../wire/link'
import type { PoleCodec } from './cd5220'

/** What a pole display is made of. */
export type PoleDisplayParts = {
  readonly link: Pick<PrinterLink, 'status' | 'write'>
  readonly codec: PoleCodec
  readonly clock: Clock
}

/** At most five texts a second: what a serial display can draw and an eye can read. */
export const POLE_GAP_MS = 200

/** After bytes that may not have arrived, the display is set up again. */
const AGAIN_MS = 1_000

/** Closing waits no longer than this for a display to go blank. */
const BLANK_MS_MAX = 300

/**
 * Keeps a pole display saying the newest text. Texts that come faster than it can show are skipped; the last
 * one is always shown. A display that comes back is set up anew and told the present text. Nothing waits for
 * it, and nothing is told twice.
 */
export class PoleDisplay {
  readonly #parts: PoleDisplayParts
  /** What it is to say; null until somebody said it. */
  #wanted: PoleText | null = null
  /** What it was told last; null when it may say anything. */
  #told: PoleText | null = null
  #isReady = false
  #isWriting = false
  #lastAt = -Infinity
  #jobs = 0
  #cancelWait: (() => void) | null = null

  constructor(parts: PoleDisplayParts) {
    this.#parts = parts
    this.follow(parts.link.status)
  }

  /** Says a text, now or as soon as the display can take it. */
  show(text: PoleText): void {
    this.#wanted = text
    this.#go()
  }

  /** Takes the newest state of the connection: with each new one the display is told everything again. */
  follow(status: LinkStatus): void {
    const isReady = status.status === 'ready'
    if (isReady === this.#isReady) return
    this.#isReady = isReady
    this.#told = null
    this.#cancelWait?.()
    this.#cancelWait = null
    this.#go()
  }

  /** Goes blank, so that no old total stands there while the terminal is closed, and says nothing more. */
  async stop(): Promise<void> {
    const { link, codec, clock } = this.#parts
    const wasReady = this.#isReady
    this.#cancelWait?.()
    this.#cancelWait = null
    this.#wanted = null
    this.#isReady = false
    if (!wasReady) return
    const late = new Promise<void>((resolve) => clock.after(BLANK_MS_MAX, resolve))
    await Promise.race([link.write('pole-blank', codec.reset), late])
  }

  #go(): void {
    const text = this.#wanted
    if (text === null || !this.#isReady || this.#isWriting || this.#cancelWait !== null) return
    if (this.#told !== null && same(this.#told, text)) return
    const sinceMs = this.#parts.clock.now() - this.#lastAt
    if (sinceMs >= 0 && sinceMs < POLE_GAP_MS) return this.#later(POLE_GAP_MS - sinceMs)
    void this.#write(text)
  }

  #later(waitMs: number): void {
    this.#cancelWait = this.#parts.clock.after(waitMs, () => {
      this.#cancelWait = null
      this.#go()
    })
  }

  async #write(text: PoleText): Promise<void> {
    const { link, codec, clock } = this.#parts
    const lines = codec.encode(text)
    const bytes = this.#told === null ? joined(codec.reset, lines) : lines
    this.#isWriting = true
    this.#lastAt = clock.now()
    this.#told = text
    this.#jobs += 1
    const { outcome } = await link.write(`pole-${this.#jobs}`, bytes)
    this.#isWriting = false
    if (outcome === 'sent') return this.#go()
    this.#told = null
    if (this.#isReady) this.#later(AGAIN_MS)
  }
}

function same(one: PoleText, other: PoleText): boolean {
  return one[0] === other[0] && one[1] === other[1]
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const all = new Uint8Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}
