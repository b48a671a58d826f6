import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Fault } from '../../shared/fault'
import { systemClock } from './clock'
import { TURNS_MAX } from './connection'
import { Device, RETRY_MS } from './device'
import type { LinkStatus } from './wire/link'
import type { Wire, WireListeners, WireStatus } from './wire/wire'

/** A wire that does what the test says. */
class ScriptedWire implements Wire {
  status: WireStatus = 'closed'
  readonly written: number[] = []
  closed = false
  holdWrites = false

  constructor(
    readonly listeners: WireListeners,
    private readonly opens: () => Promise<void>,
  ) {}

  open = () => this.opens()
  close = async () => void (this.closed = true)

  write(bytes: Uint8Array): Promise<void> {
    if (this.holdWrites) return new Promise(() => undefined)
    this.written.push(...bytes)
    return Promise.resolve()
  }
}

let wires: ScriptedWire[]
let opens: () => Promise<void>
let statuses: LinkStatus[]
let device: Device

const last = () => wires[wires.length - 1] as ScriptedWire
const settle = () => vi.advanceTimersByTimeAsync(0)
const absent = () => Promise.reject(new Fault('port-not-found', 'later', 'not there'))

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  wires = []
  statuses = []
  opens = () => Promise.resolve()
  device = new Device({
    clock: systemClock,
    onStatus: (status) => statuses.push(status),
    makeWire: (listeners) => {
      const wire = new ScriptedWire(listeners, () => opens())
      wires.push(wire)
      return wire
    },
  })
})

afterEach(async () => {
  await device.stop()
  vi.useRealTimers()
})

describe('a device', () => {
  it('that is there is ready at once', async () => {
    device.start()
    await settle()
    expect(statuses.map((status) => status.status)).toEqual(['opening', 'ready'])
    expect(device.status).toMatchObject({ failure: null, wasReady: true })
  })

  it('that is missing is looked for ever more slowly, each time with a new wire', async () => {
    opens = absent
    device.start()
    await settle()
    for (const [n, waitMs] of [...RETRY_MS, 2000, 2000].entries()) {
      expect(wires.length).toBe(n + 1)
      expect(device.status).toMatchObject({
        status: 'failed',
        failure: 'port-not-found',
        retryAt: Date.now() + waitMs,
        since: 1_000_000,
        wasReady: false,
      })
      await vi.advanceTimersByTimeAsync(waitMs)
    }
    expect(wires.slice(0, -1).every((wire) => wire.closed)).toBe(true)
  })

  it('that is missing is looked for at once when somebody asks, and only once', async () => {
    opens = absent
    device.start()
    await vi.advanceTimersByTimeAsync(10_000)
    const before = wires.length
    device.retryNow()
    device.retryNow()
    await settle()
    expect(wires.length).toBe(before + 1)
    opens = () => Promise.resolve()
    await vi.advanceTimersByTimeAsync(250)
    expect(wires.length).toBe(before + 2)
    device.retryNow()
    await settle()
    expect(wires.length).toBe(before + 2)
  })

  it('that was lost says since when, and comes back by itself', async () => {
    device.start()
    await vi.advanceTimersByTimeAsync(60_000)
    last().listeners.onClosed('cable-out')
    expect(device.status).toMatchObject({
      status: 'failed',
      failure: 'cable-out',
      since: 1_060_000,
      wasReady: true,
    })
    await vi.advanceTimersByTimeAsync(250)
    expect(device.status.status).toBe('ready')
    expect(wires.length).toBe(2)
  })

  it('that drops again and again is not tried without a pause', async () => {
    device.start()
    await settle()
    for (const waitMs of RETRY_MS) {
      last().listeners.onClosed('cable-out')
      expect(device.status.retryAt).toBe(Date.now() + waitMs)
      await vi.advanceTimersByTimeAsync(waitMs)
    }
  })

  it('that does not open within five seconds counts as not answering', async () => {
    opens = () => new Promise(() => undefined)
    device.start()
    await vi.advanceTimersByTimeAsync(5000)
    expect(device.status).toMatchObject({ status: 'failed', failure: 'not-answering' })
    expect(last().closed).toBe(true)
  })

  it('that was stopped stays closed', async () => {
    opens = absent
    device.start()
    await settle()
    await device.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(wires.length).toBe(1)
    expect(device.status.status).toBe('closed')
  })

  it('hears nothing from a wire it has thrown away', async () => {
    const heard: number[] = []
    device.watch((bytes) => heard.push(...bytes))
    device.start()
    await settle()
    const old = last()
    old.listeners.onBytes(Uint8Array.of(1))
    old.listeners.onClosed('cable-out')
    await vi.advanceTimersByTimeAsync(250)
    old.listeners.onBytes(Uint8Array.of(2))
    old.listeners.onClosed('cable-out')
    expect(heard).toEqual([1])
    expect(device.status.status).toBe('ready')
  })
})

describe('bytes for a device', () => {
  it('that is away are not sent, now or later', async () => {
    opens = absent
    device.start()
    await settle()
    expect(await device.write(Uint8Array.of(7))).toEqual({
      outcome: 'not-sent',
      code: 'port-not-found',
      bytesWritten: 0,
    })
    opens = () => Promise.resolve()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(wires.flatMap((wire) => wire.written)).toEqual([])
  })

  it('lost in the middle are unknown, and those still waiting are not sent', async () => {
    device.start()
    await settle()
    last().holdWrites = true
    const first = device.write(new Uint8Array(3000))
    const second = device.write(Uint8Array.of(7))
    await settle()
    last().listeners.onClosed('cable-out')
    expect(await first).toEqual({ outcome: 'unknown', code: 'cable-out', bytesWritten: 0 })
    expect(await second).toEqual({ outcome: 'not-sent', code: 'cable-out', bytesWritten: 0 })
  })

  it('it has no time for are refused, and do not pile up', async () => {
    device.start()
    await settle()
    last().holdWrites = true
    const outcomes: string[] = []
    for (let n = 0; n < 200; n += 1) {
      void device.write(Uint8Array.of(7)).then(({ outcome }) => outcomes.push(outcome))
    }
    await settle()
    expect(outcomes.length).toBe(200 - TURNS_MAX)
    expect(new Set(outcomes)).toEqual(new Set(['not-sent']))
    last().listeners.onClosed('cable-out')
    await settle()
    expect(outcomes.length).toBe(200)
    expect(outcomes.filter((outcome) => outcome === 'unknown').length).toBe(1)
  })

  it('it does not take for ten seconds are unknown, and the wire is thrown away', async () => {
    device.start()
    await settle()
    last().holdWrites = true
    const written = device.write(new Uint8Array(3000))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await written).toMatchObject({ outcome: 'unknown', code: 'not-answering' })
    expect(last().closed).toBe(true)
    expect(device.status.status).toBe('failed')
  })
})

describe('a question', () => {
  const question = {
    bytes: Uint8Array.of(0x10, 0x04, 0x01),
    until: (received: Uint8Array) => received.length >= 2,
    timeoutMs: 500,
  }

  it('is answered when the answer is whole, and only then comes the next write', async () => {
    device.start()
    await settle()
    const asked = device.ask(question)
    const written = device.write(Uint8Array.of(9))
    await settle()
    last().listeners.onBytes(Uint8Array.of(1))
    await settle()
    expect(last().written).toEqual([0x10, 0x04, 0x01])
    last().listeners.onBytes(Uint8Array.of(2))
    expect(await asked).toEqual({ outcome: 'answered', received: Uint8Array.of(1, 2) })
    await written
    expect(last().written).toEqual([0x10, 0x04, 0x01, 9])
  })

  it('without an answer ends as silent, with what did come', async () => {
    device.start()
    await settle()
    const asked = device.ask(question)
    await settle()
    last().listeners.onBytes(Uint8Array.of(1))
    await vi.advanceTimersByTimeAsync(500)
    expect(await asked).toEqual({ outcome: 'silent', received: Uint8Array.of(1) })
  })

  it('ends with the cable', async () => {
    device.start()
    await settle()
    const asked = device.ask(question)
    await settle()
    last().listeners.onClosed('cable-out')
    expect(await asked).toMatchObject({ outcome: 'lost', code: 'cable-out' })
  })

  it('to a device that is away is not asked', async () => {
    expect(await device.ask(question)).toMatchObject({ outcome: 'not-sent', code: 'not-open' })
  })
})

it('bytes that were under way when the computer went to sleep may have arrived', async () => {
  device.start()
  await settle()
  last().holdWrites = true
  const written = device.write(Uint8Array.of(1, 2, 3))
  await settle()
  void device.stop()
  await settle()
  expect(await written).toMatchObject({ outcome: 'unknown' })
})
