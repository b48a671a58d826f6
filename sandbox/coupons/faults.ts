/*
 * Troubles that are asked for: through the control interface for the next few requests of a call, or by a
 * header on one request.
 *
 *   delay:6000         the answer comes that many milliseconds later
 *   down               the connection is closed before anything is done
 *   drop_after_commit  it is done, then the connection is closed
 *   status:503         that status with an error body; 429 also says how long to wait
 *   html500            a page instead of an answer
 *   bad_json           200 with half an answer
 *   unknown_line       200, a coupon on a line nobody has
 *   overvalue          200, a coupon worth more than its line
 *   wallet_frame_denied  the wallet page refuses to be framed
 */
import type { Dictionary } from '../../electron/providers/coupons/wire/dictionary'
import type { ErrorCode } from '../../electron/providers/coupons/wire/enums'
import {
  readMoney,
  writeMoney,
  type MoneyForm,
} from '../../electron/providers/coupons/wire/formats'
import { read, write } from '../../electron/providers/coupons/wire/shape'
import { add, money } from '../../shared/money'
import { page, type SandboxReply } from '../http'
import { no, type Box } from './box'

/** What an answer with too much in it has too much. */
const OVERVALUE = money(100_000)

/** Troubles in waiting. */
export class Faults {
  #waiting: { readonly endpoint: string; readonly kind: string; readonly count: number }[] = []

  /**
   * Asks for trouble.
   * @param endpoint  the path between its root and its last slash, such as `auth/create`; `*` for any
   */
  ask(endpoint: string, kind: string, count: number): void {
    if (kind === 'none') this.#waiting = []
    else this.#waiting.push({ endpoint, kind, count })
  }

  /** Takes the trouble meant for this request, or null. */
  next(endpoint: string): string | null {
    const index = this.#waiting.findIndex(
      (fault) => fault.endpoint === '*' || fault.endpoint === endpoint,
    )
    const fault = this.#waiting[index]
    if (!fault) return null
    if (fault.count <= 1) this.#waiting.splice(index, 1)
    else this.#waiting[index] = { ...fault, count: fault.count - 1 }
    return fault.kind
  }
}

/** The answer of a trouble that strikes before anything is done; null when it strikes later. */
export function before(fault: string | null, box: Box): SandboxReply | null {
  if (fault === 'down') return { kind: 'drop' }
  if (fault === 'html500') return page(500)
  const status = numberIn(fault, 'status')
  if (status === null) return null
  const { body } = no(box, status, codeOf(status), `Status ${status} was asked for`)
  return {
    kind: 'reply',
    status,
    body: JSON.stringify(body),
    contentType: 'application/json; charset=utf-8',
    ...(status === 429 ? { headers: { 'Retry-After': '2' } } : {}),
  }
}

/** How long a trouble holds an answer back. */
export function delayMs(fault: string | null): number {
  return numberIn(fault, 'delay') ?? 0
}

/** The text of an answer after the trouble has been at it; null closes the connection. */
export function spoilt(
  fault: string | null,
  text: string,
  dictionary: Dictionary,
  form: MoneyForm,
): string | null {
  if (fault === 'drop_after_commit') return null
  if (fault === 'bad_json') return text.slice(0, Math.ceil(text.length / 2))
  if (fault !== 'unknown_line' && fault !== 'overvalue') return text
  const { answer } = dictionary.authorize
  const told = read(answer, JSON.parse(text))
  const more = (value: unknown) =>
    writeMoney(add(readMoney(value, form) ?? money(0), OVERVALUE), form)
  const coupons = told.coupons.map((coupon, at) => {
    if (at > 0) return coupon
    const [first, ...rest] = coupon.lines
    if (!first) return coupon
    return fault === 'unknown_line'
      ? { ...coupon, lines: [{ ...first, lineRef: 'L999' }, ...rest] }
      : {
          ...coupon,
          value: more(coupon.value),
          lines: [{ ...first, value: more(first.value) }, ...rest],
        }
  })
  const totalValue = fault === 'overvalue' ? more(told.totalValue) : told.totalValue
  return JSON.stringify(write(answer, { ...told, totalValue, coupons }))
}

function numberIn(fault: string | null, kind: string): number | null {
  const parts = /^([a-z]+):(\d{1,6})$/.exec(fault ?? '')
  return parts?.[1] === kind ? Number(parts[2]) : null
}

function codeOf(status: number): Exclude<ErrorCode, 'unknown'> {
  if (status === 401) return 'unauthenticated'
  if (status === 403) return 'account-inactive'
  if (status === 429) return 'rate-limited'
  if (status === 503) return 'unavailable'
  return status >= 500 ? 'server-error' : 'invalid-request'
}
