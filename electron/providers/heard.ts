import type { Http } from './http'

/** What is known of a provider beside its answers: when it was last heard, and what its clock says. */
export type Heard = {
  /** Milliseconds since 1970; null before the first answer of any kind. */
  readonly at: number | null
  /** How far its clock is ahead of ours, by its `Date` header, which counts whole seconds; null without one. */
  readonly aheadMs: number | null
}

/** A way out that remembers when something came back over it. */
export type HeardHttp = Http & { heard(): Heard }

/** Listens to the answers of one provider; requests and answers pass through unchanged. */
export function listeningHttp(http: Http, now: () => number): HeardHttp {
  let heard: Heard = { at: null, aheadMs: null }
  return {
    heard: () => heard,
    post: async (request) => {
      const outcome = await http.post(request)
      if (outcome.kind === 'answer') {
        const at = now()
        const { date } = outcome.headers
        heard = { at, aheadMs: date === null ? heard.aheadMs : aheadOf(date, at) }
      }
      return outcome
    },
  }
}

/** The header has lost up to a second: within it the two clocks are taken for the same. */
function aheadOf(date: number, at: number): number {
  if (date > at) return date - at
  return Math.min(0, date + 999 - at)
}
