import { beforeEach, describe, expect, it } from 'vitest'
import type { PoleText } from '../../../shared/display/pole-text'
import type { Clock } from '../clock'
import type { LinkStatus, WriteResult } from '../wire/link'
import { cd5220 } from './cd5220'
import { POLE_GAP_MS, PoleDisplay } from './pole-display'

/** Time that a test lets pass by hand. */
class HandClock implements Clock {
  #now = 1_000_000
  #plans: { readonly at: number; readonly run: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const plan = { at: this.#now + ms, run }
    this.#plans.push(plan)
    return () => {
      this.#plans = this.#plans.filter((other) => other !== plan)
    }
  }

  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    for (;;) {
      await settled()
      const [next] = this.#plans.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#plans = this.#plans.filter((plan) => plan !== next)
      this.#now = next.at
      next.run()
    }
    this.#now = end
    await settled()
  }
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

const codec = cd5220('cp437')
const text = (upper: string): PoleText => [upper.padEnd(20), ''.padEnd(20)]
const READY: LinkStatus = {
  status: 'ready',
  failure: null,
  since: 0,
  retryAt: null,
  wasReady: true,
}
const GONE: LinkStatus = { ...READY, status: 'failed', failure: 'cable-out' }

let clock: HandClock
let written: { readonly at: number; readonly upper: string; readonly reset: boolean }[]
let answer: () => Promise<WriteResult>
let pole: PoleDisplay

const uppers = () => written.map((one) => one.upper)

beforeEach(() => {
  clock = new HandClock()
  written = []
  answer = () => Promise.resolve({ outcome: 'sent', bytesWritten: 48 })
  pole = new PoleDisplay({ link: { status: READY, write }, codec, clock })
})

function write(_jobId: string, bytes: Uint8Array): Promise<WriteResult> {
  const reset = bytes.length !== 48
  const lines = reset ? bytes.subarray(codec.reset.length) : bytes
  const upper = Buffer.from(lines.subarray(3, 23)).toString('latin1').trimEnd()
  written.push({ at: clock.now(), upper, reset })
  return answer()
}

describe('a pole display', () => {
  it('is set up before its first text and not before the next', async () => {
    pole.show(text('one'))
    await clock.pass(1000)
    pole.show(text('two'))
    await clock.pass(1000)
    expect(written).toMatchObject([
      { upper: 'one', reset: true },
      { upper: 'two', reset: false },
    ])
  })

  it('is told a text once', async () => {
    for (let time = 0; time < 5; time++) {
      pole.show(text('one'))
      await clock.pass(1000)
    }
    expect(uppers()).toEqual(['one'])
  })

  it('is told at most five texts a second, and always the newest', async () => {
    for (let number = 0; number < 100; number++) {
      pole.show(text(`text ${number}`))
      await clock.pass(10)
    }
    await clock.pass(POLE_GAP_MS)
    expect(written.length).toBeLessThanOrEqual(6)
    const gaps = written.slice(1).map((one, index) => one.at - (written[index]?.at ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(POLE_GAP_MS)
    expect(uppers().at(-1)).toBe('text 99')
  })

  it('hears nothing of a text that was taken back before its turn', async () => {
    pole.show(text('one'))
    await settled()
    pole.show(text('two'))
    pole.show(text('one'))
    await clock.pass(1000)
    expect(uppers()).toEqual(['one'])
  })

  it('that comes back is set up and told the present text', async () => {
    pole.show(text('one'))
    await clock.pass(1000)
    pole.follow(GONE)
    pole.show(text('two'))
    pole.show(text('three'))
    await clock.pass(5000)
    expect(uppers()).toEqual(['one'])
    pole.follow(READY)
    await clock.pass(0)
    expect(written.slice(1)).toMatchObject([{ upper: 'three', reset: true }])
  })

  it('that comes back with the same text is told it again', async () => {
    pole.show(text('one'))
    await clock.pass(1000)
    pole.follow(GONE)
    pole.follow(READY)
    await clock.pass(1000)
    expect(written).toMatchObject([{ reset: true }, { upper: 'one', reset: true }])
  })

  it('that did not take a text is set up and told again, without haste', async () => {
    answer = () => Promise.resolve({ outcome: 'unknown', code: 'write-lost', bytesWritten: 0 })
    pole.show(text('one'))
    await clock.pass(500)
    expect(written).toHaveLength(1)
    answer = () => Promise.resolve({ outcome: 'sent', bytesWritten: 48 })
    await clock.pass(10_000)
    expect(written).toMatchObject([{ upper: 'one' }, { upper: 'one', reset: true }])
  })

  it('that hangs holds nobody up, and is told the newest text when it goes on', async () => {
    let goOn: (result: WriteResult) => void = () => undefined
    answer = () => new Promise((resolve) => (goOn = resolve))
    pole.show(text('one'))
    for (let number = 0; number < 1000; number++) pole.show(text(`text ${number}`))
    await clock.pass(60_000)
    expect(written).toHaveLength(1)
    answer = () => Promise.resolve({ outcome: 'sent', bytesWritten: 48 })
    goOn({ outcome: 'sent', bytesWritten: 61 })
    await clock.pass(1000)
    expect(uppers()).toEqual(['one', 'text 999'])
  })

  it('that was stopped is blank and is told nothing more', async () => {
    pole.show(text('one'))
    await settled()
    pole.show(text('two'))
    await pole.stop()
    pole.show(text('three'))
    await clock.pass(10_000)
    expect(written).toMatchObject([{ upper: 'one' }, { upper: '', reset: true }])
  })

  it('that hangs does not keep the terminal from closing', async () => {
    answer = () => new Promise(() => undefined)
    let hasStopped = false
    void pole.stop().then(() => (hasStopped = true))
    await clock.pass(500)
    expect(hasStopped).toBe(true)
  })
})
