import { expect, test } from 'vitest'
import { Breaker, BREAKER_FAILURES } from './breaker'

test('five failures in a row open it, one probe decides', () => {
  let now = 0
  const breaker = new Breaker(() => now)
  for (let count = 0; count < BREAKER_FAILURES; count += 1) {
    expect(breaker.enter()).toBe(true)
    breaker.failed()
  }
  expect(breaker.enter()).toBe(false)
  now = 60_000
  expect(breaker.enter()).toBe(true)
  expect(breaker.enter()).toBe(false)
  breaker.failed()
  expect(breaker.enter()).toBe(false)
  now = 120_000
  expect(breaker.enter()).toBe(true)
  breaker.succeeded()
  expect(breaker.enter()).toBe(true)
})

test('an answer in between starts the count again', () => {
  const breaker = new Breaker(() => 0)
  for (let count = 0; count < BREAKER_FAILURES - 1; count += 1) breaker.failed()
  breaker.succeeded()
  breaker.failed()
  expect(breaker.enter()).toBe(true)
})
