import type { MisconfiguredCode, UnknownCode } from '../../../shared/order/answers'
import type { Chance } from '../../../shared/order/testing/chance'
import type { SimClock } from './clock'
import { LINE_FAULTS, type Faults, type LineFault, type Service } from './faults'

/** An ending that nobody's books know of. */
export type Trouble =
  | { readonly status: 'unknown'; readonly code: UnknownCode; readonly detail: string }
  | { readonly status: 'misconfigured'; readonly code: MisconfiguredCode; readonly detail: string }

/** One question to a provider. */
export type Ask<Answer> = {
  readonly service: Service
  readonly name: string
  /** What makes the provider know a repeat. */
  readonly key: string
  /** Attempts while a cashier waits, 250 ms apart. */
  readonly attempts: number
  readonly deadlineMs: number
  /** The provider has it and answers. */
  readonly effect: () => Answer
  /** The provider has it, and its answer is wrong in a way the till's own check has to find. */
  readonly wrong?: (fault: LineFault) => Answer | null
  /** A no of its own for some faults, without any effect; null where that fault makes no sense. */
  readonly refusal: (fault: 'P25' | 'P36') => Answer | null
}

/** The process that asks: it may die at any moment, and then hears nothing. */
export type Asker = {
  isAlive(): boolean
  /** A message has left it; the process may die of that. */
  sent(): void
  /** A provider has done what it asked; the process may die of that. */
  effected(): void
}

/** Lines to both providers: they lose, delay, repeat and garble, and now and then they are down. */
export class Network {
  readonly #clock: SimClock
  readonly #chance: Chance
  readonly #faults: Faults
  readonly #downUntil = { coupon: 0, promotion: 0 }
  readonly #voidsLostUntil = { coupon: 0, promotion: 0 }
  /** Keys that have left before: their provider may know them, now or later. */
  readonly #sent = new Set<string>()

  constructor(clock: SimClock, chance: Chance, faults: Faults) {
    this.#clock = clock
    this.#chance = chance
    this.#faults = faults
  }

  /** Takes a line down for a while: whatever is under way is lost. */
  down(service: Service, ms: number): void {
    this.#downUntil[service] = this.#clock.running + ms
  }

  /** P26: for a while nothing that gives something back is answered. */
  loseVoids(service: Service, ms: number): void {
    this.#voidsLostUntil[service] = this.#clock.running + ms
  }

  /** Brings everything up again. */
  mend(): void {
    this.#downUntil.coupon = this.#downUntil.promotion = 0
    this.#voidsLostUntil.coupon = this.#voidsLostUntil.promotion = 0
  }

  /** Forgets which keys it has seen. */
  forget(): void {
    if (this.#sent.size > 20_000) this.#sent.clear()
  }

  /** Asks; never rejects, and never answers a process that has died. */
  ask<Answer>(ask: Ask<Answer | Trouble>, asker: Asker): Promise<Answer | Trouble> {
    return new Promise((resolve) => {
      this.#attempt(ask, asker, { number: 1, heard: null, resolve })
    })
  }

  #attempt<Answer>(ask: Ask<Answer | Trouble>, asker: Asker, run: Run<Answer>): void {
    if (!asker.isAlive()) return
    asker.sent()
    const isFirst = !this.#sent.has(ask.key)
    this.#sent.add(ask.key)
    const { service } = ask
    const { running } = this.#clock
    if (running < this.#downUntil[service]) {
      const code = this.#chance.once(2) ? 'offline' : 'timeout'
      this.#end(ask, asker, run, { after: code === 'offline' ? 20 : ask.deadlineMs, ...lost(code) })
      return
    }
    const gives = ask.name === 'void' || ask.name === 'release'
    if (gives && running < this.#voidsLostUntil[service]) {
      this.#faults.count(`P26 ${service}`)
      this.#end(ask, asker, run, { after: ask.deadlineMs, ...lost('timeout') })
      return
    }
    const fault = this.#faults.happens() ? this.#faults.among(LINE_FAULTS, 'P1') : null
    if (fault !== null) this.#fail(ask, asker, { ...run, isFirst }, fault)
    else this.#deliver(ask, asker, run)
  }

  /** Everything goes well: a fair delay there, and often a noticeable one back. */
  #deliver<Answer>(ask: Ask<Answer | Trouble>, asker: Asker, run: Run<Answer>): void {
    const { service } = ask
    const there = 10 + this.#chance.below(120)
    this.#clock.after(there, () => {
      if (this.#clock.running < this.#downUntil[service]) {
        this.#end(ask, asker, run, { after: 10, ...lost('connection-lost') })
        return
      }
      const answer = this.#effect(ask, asker)
      const back = this.#chance.once(3) ? 1 + this.#chance.below(80) : 0
      this.#end(ask, asker, run, { after: back, answer })
    })
  }

  #effect<Answer>(ask: Ask<Answer>, asker: Asker): Answer {
    const answer = ask.effect()
    asker.effected()
    return answer
  }

  #fail<Answer>(
    ask: Ask<Answer | Trouble>,
    asker: Asker,
    run: Run<Answer> & { readonly isFirst: boolean },
    fault: LineFault,
  ): void {
    const fired = () => this.#faults.count(`${fault} ${ask.service}`)
    const there = 10 + this.#chance.below(120)
    const arrives = (how: 'lost' | 'done', code: UnknownCode, after: number) => {
      fired()
      if (how === 'done') this.#clock.after(there, () => this.#effect(ask, asker))
      this.#end(ask, asker, run, { after: Math.max(after, there + 1), ...lost(code) })
    }
    const either = this.#chance.once(2) ? 'lost' : 'done'
    switch (fault) {
      case 'P1':
        return arrives('lost', 'timeout', ask.deadlineMs)
      case 'P2':
        return arrives('done', 'timeout', ask.deadlineMs)
      case 'P3':
        return arrives('done', 'connection-lost', 150)
      case 'P4':
        return arrives('lost', 'server-error', 150)
      case 'P5':
        return arrives('done', 'server-error', 150)
      case 'P6':
        return arrives(either, 'server-error', 300)
      case 'P7':
        return arrives('lost', 'rate-limited', 150)
      case 'P8':
      case 'P9':
      case 'P10':
      case 'P11':
      case 'P12':
      case 'P13':
      case 'P14':
        return arrives(either, 'malformed', 200)
      case 'P15':
      case 'P17':
      case 'P18':
        return this.#wrong(ask, asker, run, fault)
      case 'P20':
        fired()
        // Nobody waits any more when it arrives; what was asked later may have been answered long ago.
        this.#clock.after(ask.deadlineMs + this.#chance.below(120_000), () =>
          this.#effect(ask, asker),
        )
        return this.#end(ask, asker, run, { after: ask.deadlineMs, ...lost('timeout') })
      case 'P25':
      case 'P36': {
        const answer = run.isFirst ? ask.refusal(fault) : null
        if (answer === null) return this.#deliver(ask, asker, run)
        fired()
        return this.#end(ask, asker, run, { after: 150, answer })
      }
      case 'P28': {
        if (!run.isFirst) return this.#deliver(ask, asker, run)
        fired()
        const answer = { status: 'misconfigured', code: 'wrong-address', detail: '' } as const
        return this.#end(ask, asker, run, { after: 30, answer })
      }
      case 'P29':
        return arrives('lost', 'offline', 30)
    }
  }

  /** An answer that is wrong in its content; where that is impossible, something unreadable. */
  #wrong<Answer>(
    ask: Ask<Answer | Trouble>,
    asker: Asker,
    run: Run<Answer>,
    fault: LineFault,
  ): void {
    this.#faults.count(`${fault} ${ask.service}`)
    this.#clock.after(10 + this.#chance.below(120), () => {
      const answer = ask.wrong?.(fault) ?? null
      if (answer === null) this.#effect(ask, asker)
      this.#end(ask, asker, run, {
        after: 1,
        answer: answer ?? { status: 'unknown', code: 'malformed', detail: fault },
      })
    })
  }

  #end<Answer>(
    ask: Ask<Answer | Trouble>,
    asker: Asker,
    run: Run<Answer>,
    ending: { readonly after: number; readonly answer: Answer | Trouble },
  ): void {
    this.#clock.after(ending.after, () => {
      if (!asker.isAlive()) return
      const { answer } = ending
      if (run.number < ask.attempts && isUnknown(answer)) {
        const heard = answer.code === 'offline' ? run.heard : answer
        this.#clock.after(250, () => {
          this.#attempt(ask, asker, { ...run, number: run.number + 1, heard })
        })
        return
      }
      // What may have been heard is not forgotten because the last attempt certainly was not.
      run.resolve(isNothing(answer) && run.heard !== null ? run.heard : answer)
    })
  }
}

type Run<Answer> = {
  readonly number: number
  readonly heard: Trouble | null
  readonly resolve: (answer: Answer | Trouble) => void
}

function lost(code: UnknownCode): { readonly answer: Trouble } {
  return { answer: { status: 'unknown', code, detail: '' } }
}

function isUnknown(answer: unknown): answer is Extract<Trouble, { status: 'unknown' }> {
  return isEnding(answer) && answer.status === 'unknown'
}

function isNothing(answer: unknown): boolean {
  if (!isEnding(answer)) return false
  return answer.status === 'misconfigured' || answer.code === 'offline'
}

function isEnding(answer: unknown): answer is Trouble {
  if (typeof answer !== 'object' || answer === null || !('status' in answer)) return false
  return answer.status === 'unknown' || answer.status === 'misconfigured'
}
