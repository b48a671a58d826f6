/*
 * The two places where an answer can go wrong, played to the end: before the money, when a cashier waits for
 * it, and after the money, when the till works by itself. What must be true at the end is the same for every
 * trouble: one effect or none, the same key and the same bytes each time, and a cashier who could read on.
 */
import { expect } from 'vitest'
import { Counter, type CounterOptions } from './counter'
import type { CallName, Trouble } from './line'

/** Plays a course at a counter of its own. */
export async function atCounter<Told>(
  course: (counter: Counter) => Promise<Told>,
  options: CounterOptions = {},
): Promise<Told> {
  const counter = await Counter.open(options)
  try {
    const told = await course(counter)
    expectSameBytes(counter)
    expect(counter.promotions.state().violations).toEqual([])
    return told
  } finally {
    await counter.close()
  }
}

/** Whatever was sent twice under one key was the same both times. */
export function expectSameBytes({ line }: Counter): void {
  const bodies = new Map<string, string>()
  for (const { call, key, body } of line.heard) {
    if (key === '') continue
    const name = `${call} ${key}`
    expect(bodies.get(name) ?? body, `${name} was sent with two bodies`).toBe(body)
    bodies.set(name, body)
  }
}

/** How often each key of a call was sent. */
export function triesOf({ line }: Counter, call: CallName): readonly number[] {
  const keys = line.of(call).map((one) => one.key)
  return [...new Set(keys)].map((key) => keys.filter((one) => one === key).length)
}

/**
 * The authorization goes wrong both times it is asked: the cashier reads that PETZ does not answer (or answered
 * nonsense), goes on without coupons, pays the full price; what may be held is let go, and no coupon is used.
 */
export function beforeMoneyCoupon(
  trouble: () => Trouble,
  reads: 'no-answer' | 'unusable' | 'misconfigured' = 'no-answer',
): Promise<readonly string[]> {
  return atCounter(async (counter) => {
    await counter.goods()
    await counter.customer()
    counter.line.spoil('authorize', trouble(), trouble())
    await counter.toCoupons()
    expect(counter.order.payment?.authorization?.status).toBe(reads)
    expect(counter.order.payment?.step).toBe('coupons')
    const full = counter.till.view()?.totals.total
    await counter.run({ type: 'ContinuePayment' })
    expect(counter.till.view()?.stillToPay).toBe(full)
    await counter.payCash()
    await counter.pass(60_000)
    expect(counter.order.sale?.totals.coupons).toBe(0)
    expectNothingHeld(counter)
    expect(counter.owed.map(({ effect }) => effect.code)).toEqual(
      reads === 'unusable' ? ['answer-unusable'] : [],
    )
    expect(counter.uses('70455')).toBe(0)
    expect(triesOf(counter, 'authorize').every((tries) => tries <= 8)).toBe(true)
    return counter.log
  })
}

/**
 * The capture goes wrong once after the money: the sale stands as it was sealed, the tray says why it is owed,
 * and the same request goes out again until it is done: one use, never a second key.
 */
export function afterMoneyCoupon(trouble: () => Trouble, code: string): Promise<readonly string[]> {
  return atCounter(async (counter) => {
    await counter.goods()
    await counter.customer()
    await counter.toTender()
    expect(counter.holds('authorized')).toHaveLength(1)
    counter.line.spoil('capture', trouble())
    await counter.payCash()
    const sealed = counter.order.sale
    expect(sealed?.totals.coupons).toBe(689)
    const [row] = counter.owed.filter((one) => one.effect.request.kind === 'coupon-capture')
    expect(row?.effect).toMatchObject({ status: 'waiting', code, attempts: 1 })
    await counter.pass(120_000)
    expect(triesOf(counter, 'capture')).toEqual([2])
    expect(counter.holds('captured')).toHaveLength(1)
    expect([counter.uses('70455'), counter.uses('70460')]).toEqual([1, 1])
    expect(counter.owed).toEqual([])
    expect(counter.order.sale).toEqual(sealed)
    return counter.log
  })
}

/**
 * A code is never answered for: it is not on the order, the cashier reads that, what may be reserved is given
 * back, and the sale goes on at the full price.
 */
export function beforeMoneyPromotion(
  trouble: () => Trouble,
  reads = 'promotion-no-answer',
): Promise<readonly string[]> {
  return atCounter(async (counter) => {
    await counter.goods()
    counter.line.spoil('verify', trouble(), trouble())
    await counter.code()
    expect(counter.notes).toEqual([reads])
    expect(counter.order.promotions).toEqual([])
    await counter.pass(120_000)
    await counter.toTender()
    expect(counter.till.view()?.totals.discount).toBe(0)
    await counter.payCash()
    await counter.pass(120_000)
    expect(counter.booked().filter((one) => one === 'reserved' || one === 'redeemed')).toEqual([])
    expect(triesOf(counter, 'verify').every((tries) => tries <= 2)).toBe(true)
    expect(counter.owed).toEqual([])
    // The code is free again: it was taken from nobody.
    await counter.run({ type: 'NewOrder' })
    await counter.goods()
    await counter.code()
    expect(counter.order.promotions).toMatchObject([{ status: 'pending', amount: 500 }])
    return counter.log
  })
}

/** The redemption goes wrong once after the money: the sale stands, and it is redeemed once, under one key. */
export function afterMoneyPromotion(
  trouble: () => Trouble,
  code: string,
): Promise<readonly string[]> {
  return atCounter(async (counter) => {
    await counter.goods()
    await counter.code()
    await counter.toTender()
    counter.line.spoil('apply', trouble())
    await counter.payCash()
    const sealed = counter.order.sale
    expect(sealed?.totals.discount).toBe(500)
    const [row] = counter.owed
    expect(row?.effect).toMatchObject({ status: 'waiting', code, attempts: 1 })
    expect(counter.order.promotions).toMatchObject([{ status: 'applying' }])
    await counter.pass(120_000)
    expect(triesOf(counter, 'apply')).toEqual([2])
    expect(counter.booked()).toEqual(['redeemed'])
    const [booked] = counter.promotions.state().promotions
    expect(booked?.applied).toBe(1)
    expect(counter.owed).toEqual([])
    expect(counter.order.sale).toEqual(sealed)
    expect(counter.order.promotions).toMatchObject([{ status: 'redeemed' }])
    return counter.log
  })
}

/** The log has a line that somebody who looks for attacks finds, and says about what. */
export function expectSecurityLine(log: readonly string[], why: string): void {
  const lines = log.filter((line) => line.includes('"security":"wrong-echo"'))
  expect(lines.some((line) => line.includes(why))).toBe(true)
}

/** No hold is left over, and none was captured. */
export function expectNothingHeld(counter: Counter): void {
  expect(counter.holds('authorized')).toEqual([])
  expect(counter.holds('captured')).toEqual([])
}
