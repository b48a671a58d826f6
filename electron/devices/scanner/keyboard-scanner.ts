import type { Clock } from '../clock'
import type { Reading } from './serial-scanner'
import { HOLD_MS_MAX, Wedge, type WedgeAnswer } from './wedge'

/** A key as Electron's `before-input-event` gives it. */
export type KeyInput = {
  readonly type: string
  readonly key: string
  readonly code: string
  readonly isAutoRepeat: boolean
  readonly shift: boolean
  readonly control: boolean
  readonly alt: boolean
  readonly meta: boolean
}

/** What the keyboard scanner needs and whom it tells. */
export type KeyboardScannerOptions = {
  /** The key the scanner types first, as its `code` (`F13`); null tells scans by their speed. */
  readonly prefixKey: string | null
  readonly clock: Clock
  /** A scan, and the letters of it that the window must take out of the focused field again. */
  readonly onScan: (reading: Reading, leaked: string) => void
  /** A scan was spoilt or broke off: the error tone, and its letters come out of the field as well. */
  readonly onRejected: (leaked: string) => void
  /** Keys were held back and are typing after all: `webContents.insertText`. */
  readonly type: (text: string) => void
}

/**
 * A scanner that types like a keyboard, heard in the main process before the page is:
 * `contents.on('before-input-event', (event, input) => scanner.take(input) && event.preventDefault())`.
 */
export class KeyboardScanner {
  readonly #options: KeyboardScannerOptions
  readonly #wedge: Wedge
  #cancelFlush: () => void = () => undefined

  constructor(options: KeyboardScannerOptions) {
    this.#options = options
    this.#wedge = new Wedge(options.prefixKey)
  }

  /** Looks at one key; true keeps it from the page. */
  take(input: KeyInput): boolean {
    const at = this.#options.clock.now()
    const { code, key, shift, control: ctrl, alt, meta, isAutoRepeat: repeat } = input
    const stroke = { code, key, shift, ctrl, alt, meta, repeat, at }
    if (input.type !== 'keyDown') {
      this.#wedge.take({ ...stroke, type: 'keyUp' })
      return false
    }
    const answer = this.#wedge.take({ ...stroke, type: 'keyDown' })
    this.#follow(answer, at)
    return answer.verdict !== 'pass'
  }

  #follow(answer: WedgeAnswer, at: number): void {
    const { clock, type, onScan, onRejected } = this.#options
    this.#cancelFlush()
    if (answer.release !== '') type(answer.release)
    if (answer.verdict === 'hold') {
      this.#cancelFlush = clock.after(HOLD_MS_MAX, () => {
        const held = this.#wedge.flush(clock.now())
        if (held !== '') type(held)
      })
    }
    if (answer.heard?.kind === 'unfinished') onRejected(answer.heard.leaked)
    if (answer.heard?.kind === 'scan') {
      const { code, symbology, leaked } = answer.heard
      onScan({ code, symbology, source: 'keyboard', at }, leaked)
    }
  }
}
