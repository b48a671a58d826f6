/*
 * Runs in the page: makes values of hostile questions and asks them over the page's own bridge. Everything here is
 * sent to the page as a text, so it uses nothing from outside itself.
 */
import type { Page } from '@playwright/test'
import type { HostileCall } from './calls'

/** What came of many questions: how many were answered how. `lost`: not answered as data at all. */
export type Told = {
  readonly answers: Readonly<Record<string, number>>
  readonly accepted: number
  readonly lost: readonly string[]
}

/** Asks them all, so many each second; answers when every one is answered. */
export function askAll(
  page: Page,
  calls: readonly HostileCall[],
  perSecond: number,
): Promise<Told> {
  return page.evaluate(ask, { calls: [...calls], perSecond })
}

async function ask(given: {
  readonly calls: readonly HostileCall[]
  readonly perSecond: number
}): Promise<Told> {
  const { till } = window
  const answers: Record<string, number> = {}
  const lost: string[] = []
  let accepted = 0
  let known: Record<string, string[]> = {}
  let picked = 0

  const deep = (): unknown => Array.from({ length: 5000 }).reduce((inner) => [inner], 0)
  const special = (kind: string): unknown => {
    const round: Record<string, unknown> = {}
    round['self'] = round
    const makers: Record<string, () => unknown> = {
      undefined: () => undefined,
      nan: () => NaN,
      infinity: () => -Infinity,
      'minus-zero': () => -0,
      bigint: () => 10n ** 30n,
      date: () => new Date(0),
      map: () => new Map([['type', 'Pay']]),
      set: () => new Set(['Pay']),
      bytes: () => new Uint8Array(64),
      regexp: () => /./,
      error: () => new Error('Pay'),
      round: () => round,
      deep,
      sparse: () => Array.from<unknown>({ length: 1000 }),
      getter: () => ({
        get type() {
          return 'Pay'
        },
      }),
      'null-object': () => Object.setPrototypeOf({ type: 'Pay' }, null) as unknown,
      boxed: () => Object('Pay') as unknown,
    }
    const made = makers[kind]
    if (made) return made()
    const ids = known[kind] ?? []
    picked += 1
    return ids[picked % ids.length] ?? 'no-such-id'
  }
  const revive = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(revive)
    if (typeof value !== 'object' || value === null) return value
    const kind: unknown = Reflect.get(value, '$')
    if (Object.keys(value).length === 1 && typeof kind === 'string') return special(kind)
    for (const name of Object.keys(value)) {
      const inner = revive(Object.getOwnPropertyDescriptor(value, name)?.value)
      Object.defineProperty(value, name, { value: inner, enumerable: true, configurable: true })
    }
    return value
  }
  const idsOf = (rows: readonly { readonly id: string }[]) => rows.map((one) => one.id)
  const learn = async (): Promise<void> => {
    const reply = await till.ask('till:view', null)
    if (!reply.ok) return
    const { order, held, owed, owedToday } = reply.value
    known = {
      'id-line': idsOf(order.lines),
      'id-order': [order.id, ...held.map((one) => one.orderId), ...owed.map((one) => one.orderId)],
      'id-tender': idsOf(order.payment?.tenders ?? []),
      'id-effect': [...owed, ...owedToday].map((one) => one.effect.id),
      'id-discount': idsOf(order.storeDiscounts),
      'id-note': idsOf(order.notes),
      'id-scan': idsOf(order.unresolved),
    }
  }

  const began = performance.now()
  const waiting: Promise<void>[] = []
  for (const [at, call] of given.calls.entries()) {
    const due = (at / given.perSecond) * 1000 - (performance.now() - began)
    if (due > 4) await new Promise((resolve) => setTimeout(resolve, due))
    if (at % 40 === 0) await learn()
    let input: unknown
    try {
      input = revive(JSON.parse(call.input))
    } catch {
      input = call.input
    }
    // What cannot be cloned never leaves the page: that is an answer as well.
    const one = async (): Promise<void> => {
      try {
        const reply = await till.ask(call.name, input as never)
        const answer = reply.ok ? `${call.name} ok` : reply.error.code
        answers[answer] = (answers[answer] ?? 0) + 1
        if (reply.ok && call.name === 'till:run') accepted += 1
      } catch (error) {
        const text = String(error)
        const stays = /could not be cloned|conver|recursion|depth|circular/i.test(text)
        if (stays) answers['stays in the page'] = (answers['stays in the page'] ?? 0) + 1
        else lost.push(text.slice(0, 200))
      }
    }
    waiting.push(one())
  }
  await Promise.all(waiting)
  return { answers, accepted, lost: lost.slice(0, 20) }
}
