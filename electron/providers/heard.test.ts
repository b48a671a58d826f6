import { describe, expect, it } from 'vitest'
import { listeningHttp } from './heard'
import type { HttpOutcome } from './http'

const REQUEST = { url: 'https://x.test/', headers: {}, body: '', deadlineMs: 1 }
const NOON = Date.UTC(2025, 2, 20, 12)

function answer(date: number | null): HttpOutcome {
  const headers = { retryAfterMs: null, date, contentType: null }
  return { kind: 'answer', status: 500, headers, text: '' }
}

describe('what is heard of a provider', () => {
  it('is nothing before its first answer, and nothing when none comes', async () => {
    const lost = { kind: 'no-answer', code: 'timeout', detail: '', sent: true } as const
    const http = listeningHttp({ post: () => Promise.resolve(lost) }, () => NOON)
    expect(http.heard()).toEqual({ at: null, aheadMs: null })
    expect(await http.post(REQUEST)).toBe(lost)
    expect(http.heard()).toEqual({ at: null, aheadMs: null })
  })

  it.each([
    [0, 0],
    [-999, 0],
    [-1000, -1],
    [90_000, 90_000],
    [-86_400_000, -86_399_001],
  ])('is its clock: a header %d ms from ours is %d ms ahead', async (offset, ahead) => {
    const http = listeningHttp({ post: () => Promise.resolve(answer(NOON + offset)) }, () => NOON)
    await http.post(REQUEST)
    expect(http.heard()).toEqual({ at: NOON, aheadMs: ahead })
  })

  it('keeps the clock that is known when an answer names none', async () => {
    const dates = [NOON + 5000, null]
    const http = listeningHttp(
      { post: () => Promise.resolve(answer(dates.shift() ?? null)) },
      () => NOON,
    )
    await http.post(REQUEST)
    await http.post(REQUEST)
    expect(http.heard()).toEqual({ at: NOON, aheadMs: 5000 })
  })
})
