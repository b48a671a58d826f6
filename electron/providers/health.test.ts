import { expect, test } from 'vitest'
import { HealthMeter, type ServiceHealth } from './health'

test('a listener hears changes of state and code, not every answer', () => {
  let now = 10
  const heard: ServiceHealth[] = []
  const meter = new HealthMeter(
    () => now,
    (health) => heard.push(health),
  )
  expect(meter.current.state).toBe('unused')
  now = 20
  meter.answered(5)
  now = 30
  meter.answered(7)
  expect(meter.current).toEqual({ state: 'ready', since: 20, lastAnswerMs: 7, code: null })
  meter.failed('timeout')
  now = 40
  meter.failed('offline')
  expect(meter.current).toMatchObject({ state: 'not-answering', since: 30, code: 'offline' })
  meter.misconfigured('key-refused')
  expect(heard.map((health) => health.code)).toEqual([null, 'timeout', 'offline', 'key-refused'])
})
