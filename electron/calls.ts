/*
 * What happens to one question of a window, without Electron: the sender is checked, the rate and the size are
 * bounded, the input is parsed, and whatever goes wrong travels back as data, for a rejection would be stripped to a text.
 */
import { Fault } from '../shared/fault'
import type { Calls, Reply } from '../shared/ipc/contract'
import { fail, type FaultReport, type Result } from '../shared/result'
import { isSmall } from './call-size'
import { isOurs } from './origin'

/** Who asks; of Electron's frame only what is looked at. Null when the frame is gone already. */
export type Sender = { readonly url: string; readonly parent: unknown } | null

/** Turns unknown input into what a call takes, or says that it is not that. */
export type Parse<T> = (input: unknown) => Result<T, unknown>

/** How one call is answered. */
export type Call<Name extends keyof Calls> = {
  readonly parse: Parse<Parameters<Calls[Name]>[0]>
  readonly answer: (value: Parameters<Calls[Name]>[0]) => Reply<Name> | Promise<Reply<Name>>
}

/** Whom the desk tells. */
export type CallListeners = {
  /** Questions were turned away; the reason is kebab-case and holds nothing of the input. */
  readonly onRefused: (name: string, reason: string, times: number) => void
  /** An answer threw something that is not a Fault: a mistake of ours. */
  readonly onBug: (name: string, error: unknown) => void
}

/** Questions a window may ask at once, and each second after that; a person needs a tenth. */
const CALLS_BURST = 400
const CALLS_PER_SECOND = 200

/**
 * Makes the function that answers one call.
 * @param admit  as `callGate` makes it; one gate is shared by all calls
 */
export function answerer<Name extends keyof Calls>(
  name: Name,
  call: Call<Name>,
  admit: () => boolean,
  listeners: CallListeners,
): (sender: Sender, input: unknown) => Promise<Reply<Name>> {
  const refuse = (reason: string): Reply<Name> => {
    listeners.onRefused(name, reason, 1)
    return faulty(reason, '')
  }
  return async (sender, input) => {
    if (!isOurWindow(sender)) return refuse('sender-refused')
    if (!admit()) return refuse('too-many-calls')
    if (!isSmall(input)) return refuse('call-too-large')
    const parsed = parsedSafely(call.parse, input)
    if (!parsed.ok) return refuse('call-malformed')
    try {
      return await call.answer(parsed.value)
    } catch (error) {
      if (error instanceof Fault) return faulty(error.code, error.message)
      listeners.onBug(name, error)
      return faulty('bug', '')
    }
  }
}

/** Makes the answer to everything that is no call: a "no", and a word to whoever keeps the log. */
export function unknownAnswerer(
  admit: () => boolean,
  onRefused: CallListeners['onRefused'],
): (sender: Sender) => { readonly ok: false; readonly error: FaultReport } {
  return (sender) => {
    const isKnown = isOurWindow(sender)
    const reason = !isKnown ? 'sender-refused' : admit() ? 'call-unknown' : 'too-many-calls'
    onRefused('unknown', reason, 1)
    return faulty(reason, '')
  }
}

/**
 * Bounds how many questions come through: a burst, then a steady rate.
 * @param clock  milliseconds that never go back
 */
export function callGate(clock: () => number): () => boolean {
  let left = CALLS_BURST
  let last = clock()
  return () => {
    const now = clock()
    left = Math.min(CALLS_BURST, left + ((now - last) / 1000) * CALLS_PER_SECOND)
    last = now
    if (left < 1) return false
    left -= 1
    return true
  }
}

/** Of questions turned away for one reason, the first in this time is told at once, the others as a count. */
const TOLD_EACH_MS = 1_000

/**
 * Tells of questions turned away without being one itself who floods: the first of each kind at once, those that
 * follow within a second as a number, with the next one after it.
 * @param clock  milliseconds that never go back
 */
export function fewTold(
  tell: CallListeners['onRefused'],
  clock: () => number,
): CallListeners['onRefused'] {
  const kinds = new Map<string, { toldAt: number; since: number }>()
  return (name, reason, times) => {
    const now = clock()
    const kind = kinds.get(`${name} ${reason}`)
    if (kind && now - kind.toldAt < TOLD_EACH_MS) {
      kind.since += times
      return
    }
    kinds.set(`${name} ${reason}`, { toldAt: now, since: 0 })
    tell(name, reason, times + (kind?.since ?? 0))
  }
}

/** Only the top frame of our own page may ask. */
export function isOurWindow(sender: Sender): boolean {
  try {
    return sender !== null && sender.parent === null && isOurs(sender.url)
  } catch {
    // A frame that was taken away in the meantime cannot even be looked at.
    return false
  }
}

/** A parser that throws has not understood either. */
function parsedSafely<T>(parse: Parse<T>, input: unknown): Result<T, unknown> {
  try {
    return parse(input)
  } catch (error) {
    return fail(error)
  }
}

function faulty(code: string, detail: string): { readonly ok: false; readonly error: FaultReport } {
  return fail({ kind: 'fault', code, detail })
}
