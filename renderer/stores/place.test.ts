import { expect, test } from 'vitest'
import { order0042, paid0042, PAYING_0042, viewOf } from '../screens/payment/fixtures'
import { placeOf, stageOf } from './place'

const open = viewOf(order0042())
const at = (screen: 'order' | 'discnt' | 'promotions' | 'wallet' | 'owed') => ({
  screen,
  question: null,
})

test('panels are places while an order is made', () => {
  expect(placeOf(open, at('promotions'))).toBe('promotions')
  expect(placeOf(open, at('order'))).toBe('order')
})

test('paying and paid orders have their own stage whatever panel was open', () => {
  expect(placeOf(viewOf(PAYING_0042.tender()), at('promotions'))).toBe('payment')
  expect(placeOf(viewOf(paid0042()), at('discnt'))).toBe('complete')
  expect(stageOf('closed', 'wallet')).toBe('complete')
})

test('the wallet can be looked at while paying', () => {
  expect(placeOf(viewOf(PAYING_0042.tender()), at('wallet'))).toBe('wallet')
})

test('trays are shown wherever the order is', () => {
  expect(placeOf(viewOf(PAYING_0042.tender()), at('owed'))).toBe('owed')
})

test('the panel of returns is a place, and another one while goods without a receipt are looked for', () => {
  const here = { screen: 'return', question: null } as const
  expect(placeOf(open, here)).toBe('return')
  expect(placeOf(open, { ...here, chosen: { 'return-mode': 'unsold' } })).toBe('return-unsold')
  expect(placeOf(viewOf(PAYING_0042.tender()), here)).toBe('payment')
  expect(placeOf(viewOf(paid0042()), here)).toBe('complete')
})

test('a question is a dialog, and a re-check is validating', () => {
  expect(placeOf(open, { screen: 'order', question: { kind: 'hold' } })).toBe('dialog')
  const validation = {
    guid: 'g',
    purpose: 'pay',
    heldFor: null,
    startedAt: 0,
    status: 'checking',
    offline: false,
  } as const
  const checking = { ...open, order: { ...open.order, validation } }
  expect(placeOf(checking, at('order'))).toBe('validating')
  const stuck = { ...validation, status: 'no-answer' } as const
  expect(placeOf({ ...open, order: { ...open.order, validation: stuck } }, at('order'))).toBe(
    'dialog',
  )
})
