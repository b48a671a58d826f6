import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { systemClock } from '../clock'
import { Health, HEALTH_MS, ownVitals, type Illness } from './health'

let cpuShare: number
let cpuMs: number
let memoryMb: number
let ill: Illness[]
let health: Health

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  cpuShare = 0
  cpuMs = 0
  memoryMb = 120
  ill = []
  const vitals = () => ({ cpuMs, memoryMb })
  health = new Health(systemClock, vitals, (illness) => ill.push(illness))
  health.start()
})

afterEach(() => {
  health.stop()
  vi.useRealTimers()
})

function live(seconds: number, each: () => void = () => undefined): void {
  for (let n = 0; n < seconds; n += 1) {
    cpuMs += cpuShare * HEALTH_MS
    each()
    vi.advanceTimersByTime(HEALTH_MS)
  }
}

it('a process at rest is well', () => {
  cpuShare = 0.02
  live(3600)
  expect(ill).toEqual([])
})

it('three quarters of a core and not one byte are an illness, after four seconds', () => {
  cpuShare = 0.75
  live(3)
  expect(ill).toEqual([])
  live(10)
  expect(ill).toEqual(['busy'])
})

it('a process busy with bytes is well', () => {
  cpuShare = 0.75
  live(60, () => health.moved())
  expect(ill).toEqual([])
})

it('a busy moment now and then is none', () => {
  for (let n = 0; n < 20; n += 1) {
    cpuShare = 0.9
    live(3)
    cpuShare = 0.01
    live(1)
  }
  expect(ill).toEqual([])
})

it('memory beyond the limit is an illness at once', () => {
  memoryMb = 500
  live(5)
  expect(ill).toEqual(['memory'])
})

it('this very process can be measured', () => {
  expect(ownVitals().cpuMs).toBeGreaterThan(0)
  expect(ownVitals().memoryMb).toBeGreaterThan(10)
})
