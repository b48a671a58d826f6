import { expect, it } from 'vitest'
import { QUIET_MS, QuietFold } from './quiet-fold'
import { VirtualTimers } from './testing/virtual-timers'

function desk() {
  const timers = new VirtualTimers(0)
  let folds = 0
  const journal = { checkpoint: () => (folds += 1) > 0 }
  return { timers, fold: new QuietFold(journal, timers), folds: () => folds }
}

it('folds once the counter is quiet after an order has closed, and not before', async () => {
  const { timers, fold, folds } = desk()
  fold.written()
  await timers.pass(QUIET_MS * 2)
  expect(folds()).toBe(0)
  fold.orderClosed()
  await timers.pass(QUIET_MS - 100)
  fold.written()
  await timers.pass(QUIET_MS - 100)
  expect(folds()).toBe(0)
  await timers.pass(100)
  expect(folds()).toBe(1)
  fold.written()
  await timers.pass(QUIET_MS * 2)
  expect(folds()).toBe(1)
})

it('folds nothing more once it was stopped', async () => {
  const { timers, fold, folds } = desk()
  fold.orderClosed()
  fold.stop()
  await timers.pass(QUIET_MS * 2)
  expect(folds()).toBe(0)
})
