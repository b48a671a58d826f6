/*
 * One promotion of the store's own as its file has it. Amounts are in currency units, percentages in percent.
 *
 *   - id: rope-half                     letters, digits, "-", "_", ".": stands in the journal, so keep it
 *     name: Second rope toy half price  on screen and receipt
 *     kind: buy-get                     each | buy-get | set | quantity | spend
 *     how: same                         cheapest | same | mixed
 *     buy: { count: 1, items: [fw-rope-m] }
 *     get: { count: 1, percent: 50 }
 *     from: 2026-03-01                  and until: both days included
 *     days: [mon, fri]
 *     hours: ["17:00-18:00"]
 *     customers: [petz]
 *     limit: { order: 2, customer: 5, customerDay: 1 }
 *     exclusive: false
 *     priority: 0                       0 to 100
 *     off: true                         stays in the file and counts for nothing
 *
 * A customer belongs to `petz` with an account at the coupon service, and to each group of the file that has
 * their telephone number; groups stand beside the promotions:
 *
 *   groups:
 *     staff: ["206 555 0142", "206 555 0107"]
 *
 * Goods are named by items, barcodes and categories, and less what `except` names; without any name all goods
 * are meant.
 */
import { assert } from '../assert'
import * as z from 'zod'
import { money, type Money } from '../money'
import { phoneDigits } from '../order/phone'
import type {
  BundlePart,
  Eligible,
  ForceTimes,
  PieceValue,
  PromotionHeading,
  StorePromotionRule,
} from './store-promotion'

const must = (words: string) => ({ error: `must be ${words}` })

const word = (most: number) => {
  const words = must(`a text of 1 to ${most} characters`)
  return z
    .string(words)
    .min(1, words)
    .max(most, words)
    .regex(/^\P{Cc}*$/u, words)
}

const whole = (least: number, most: number) => {
  const words = must(`a whole number from ${least} to ${most}`)
  return z.int(words).min(least, words).max(most, words)
}

const listOf = <S extends z.ZodType>(one: S, words: string) =>
  z.array(one, must(`a list of ${words}: [ … ]`)).max(1000, must('a list of at most 1000'))

const percent = z
  .number(must('a number above 0, at most 100'))
  .positive(must('a number above 0, at most 100'))
  .max(100, must('a number above 0, at most 100'))
const amount = z
  .number(must('an amount above 0, at most 100000'))
  .positive(must('an amount above 0, at most 100000'))
  .max(100_000, must('an amount above 0, at most 100000'))
const priceAmount = z
  .number(must('an amount from 0 to 100000'))
  .min(0, must('an amount from 0 to 100000'))
  .max(100_000, must('an amount from 0 to 100000'))

const names = {
  items: listOf(word(64), 'items').optional(),
  barcodes: listOf(
    z.string(must('a barcode in "quotes"')).regex(/^\d{6,14}$/, must('6 to 14 digits in "quotes"')),
    'barcodes',
  ).optional(),
  categories: listOf(word(64), 'categories').optional(),
}
const goods = { ...names, except: z.strictObject(names, must('a block of names')).optional() }
const count = whole(1, 99)
const block = 'a block of keys: { … }'

const hours = z
  .string(must('hours such as "17:00-18:30"'))
  .regex(
    /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
    must('hours such as "17:00-18:30"'),
  )
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const day = z.enum(DAYS, must('one of mon, tue, wed, thu, fri, sat, sun'))
const date = z
  .string(must('a day such as 2026-03-01'))
  .refine(
    (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text),
    must('a day such as 2026-03-01'),
  )

const common = {
  id: z
    .string(must('1 to 64 letters, digits, "-", "_" or "."'))
    .regex(/^[\w.-]{1,64}$/, must('1 to 64 letters, digits, "-", "_" or "."')),
  name: word(40),
  from: date.optional(),
  until: date.optional(),
  days: listOf(day, 'days').optional(),
  hours: listOf(hours, 'hours').optional(),
  customers: listOf(word(40), 'groups').optional(),
  limit: z
    .strictObject(
      {
        order: whole(1, 9999).optional(),
        customer: whole(1, 9999).optional(),
        customerDay: whole(1, 9999).optional(),
      },
      must(block),
    )
    .optional(),
  exclusive: z.boolean(must('true or false')).optional(),
  priority: whole(0, 100).optional(),
  off: z.boolean(must('true or false')).optional(),
}

const value = {
  percent: percent.optional(),
  amount: amount.optional(),
  price: priceAmount.optional(),
}
const step = { percent: percent.optional(), amount: amount.optional() }
const set = { percent: percent.optional(), price: priceAmount.optional() }

/** The numbers of one customer group, written in any way. */
export const MEMBERS = z
  .array(
    z
      .string(must('a telephone number in "quotes"'))
      .refine((text) => phoneDigits(text) !== null, must('a telephone number of 10 to 15 digits')),
    must('a list of telephone numbers: [ … ]'),
  )
  .max(1000, must('a list of at most 1000'))

/** One promotion of the file. */
export const PROMOTION = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ ...common, kind: z.literal('each'), ...goods, ...value }).check(oneValue),
    z.strictObject({
      ...common,
      kind: z.literal('buy-get'),
      how: z.enum(['cheapest', 'same', 'mixed'], must('cheapest, same or mixed')),
      buy: z.strictObject({ count, ...goods }, must(block)),
      get: z.strictObject({ count, percent: percent.optional(), ...goods }, must(block)),
    }),
    z
      .strictObject({
        ...common,
        kind: z.literal('set'),
        parts: z
          .array(z.strictObject({ count, ...goods }, must(block)), must('a list of parts'))
          .min(1, must('a list of 1 to 6 parts'))
          .max(6, must('a list of 1 to 6 parts')),
        ...set,
      })
      .check(oneValue),
    z.strictObject({
      ...common,
      kind: z.literal('quantity'),
      ...goods,
      steps: z
        .array(
          z.strictObject({ from: count, ...value }, must(block)).check(oneValue),
          must('a list of steps'),
        )
        .min(1, must('a list of 1 to 6 steps'))
        .max(6, must('a list of 1 to 6 steps')),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('spend'),
      group: word(40).optional(),
      ...goods,
      steps: z
        .array(
          z.strictObject({ from: priceAmount, ...step }, must(block)).check(oneValue),
          must('a list of steps'),
        )
        .min(1, must('a list of 1 to 10 steps'))
        .max(10, must('a list of 1 to 10 steps')),
    }),
  ],
  must('each, buy-get, set, quantity or spend'),
)

/** A promotion as its file has it. */
export type GivenPromotion = z.infer<typeof PROMOTION>

/** Makes a promotion of the file a rule; amounts get the minor units of the currency. */
export function ruleOf(given: GivenPromotion, exponent: number): StorePromotionRule {
  const inMinor = (units: number) => money(Math.round(units * 10 ** exponent))
  const head = headingOf(given)
  switch (given.kind) {
    case 'each':
      return {
        ...head,
        class: 'item',
        kind: 'each',
        eligible: goodsOf(given),
        value: valueOf(given, inMinor),
      }
    case 'buy-get': {
      const { how, buy, get } = given
      return {
        ...head,
        class: 'item',
        kind: 'buy-get',
        how,
        buy: goodsOf(buy),
        buyCount: buy.count,
        get: goodsOf(how === 'mixed' ? get : buy),
        getCount: get.count,
        ratePpm: ppm(get.percent ?? 100),
      }
    }
    case 'set': {
      const parts = given.parts.map((one): BundlePart => ({
        eligible: goodsOf(one),
        count: one.count,
      }))
      const own =
        given.percent === undefined
          ? ({ kind: 'price', price: inMinor(said(given.price)) } as const)
          : ({ kind: 'percent', ratePpm: ppm(given.percent) } as const)
      return { ...head, class: 'item', kind: 'bundle', parts, value: own }
    }
    case 'quantity': {
      const tiers = given.steps.map((one) => ({ from: one.from, value: valueOf(one, inMinor) }))
      return {
        ...head,
        class: 'item',
        kind: 'tiers',
        eligible: goodsOf(given),
        tiers: rising(tiers),
      }
    }
    case 'spend':
      return spendRule(given, inMinor)
  }
}

function spendRule(
  given: Extract<GivenPromotion, { kind: 'spend' }>,
  inMinor: (units: number) => Money,
): StorePromotionRule {
  const steps = given.steps.map((one) => ({
    from: inMinor(one.from),
    value:
      one.percent === undefined
        ? ({ kind: 'amount', amount: inMinor(said(one.amount)) } as const)
        : ({ kind: 'percent', ratePpm: ppm(one.percent) } as const),
  }))
  const group = given.group ?? 'order'
  const eligible = goodsOf(given)
  return {
    ...headingOf(given),
    class: 'order',
    kind: 'order',
    eligible,
    group,
    steps: rising(steps),
  }
}

function headingOf(given: GivenPromotion): PromotionHeading {
  const { id, name, exclusive = false, priority = 0, customers = [], limit } = given
  return {
    id,
    name,
    exclusive,
    priority,
    when: whenOf(given),
    groups: customers,
    limitPerOrder: limit?.order ?? null,
    limitPerCustomer: limit?.customer ?? null,
    limitPerCustomerDay: limit?.customerDay ?? null,
  }
}

function whenOf({ from, until, days = [], hours: spans = [] }: GivenPromotion): ForceTimes {
  return {
    from: from === undefined ? null : Number(from.replaceAll('-', '')),
    until: until === undefined ? null : Number(until.replaceAll('-', '')),
    days: days.map((one) => DAYS.indexOf(one) + 1),
    hours: spans.map((span) => {
      const [begin = '', end = ''] = span.split('-')
      return { from: minutes(begin), until: minutes(end) }
    }),
  }
}

type Named = z.infer<z.ZodObject<typeof goods>>

function goodsOf(given: Named): Eligible {
  return { ...namesOf(given), excluding: namesOf(given.except ?? {}) }
}

function namesOf({ items = [], barcodes = [], categories = [] }: Omit<Named, 'except'>) {
  return { skus: items, barcodes, categories }
}

type Valued = z.infer<z.ZodObject<typeof value>>

function valueOf(given: Valued, inMinor: (units: number) => Money): PieceValue {
  if (given.percent !== undefined) return { kind: 'percent', ratePpm: ppm(given.percent) }
  if (given.amount !== undefined) return { kind: 'amount', amount: inMinor(given.amount) }
  return { kind: 'price', price: inMinor(said(given.price)) }
}

/** What was checked: one of the ways to say a value is there. */
function said(units: number | undefined): number {
  assert(units !== undefined, 'A promotion without a value')
  return units
}

/** Exactly one of percent, amount and price, and no more decimals than a rate has. */
function oneValue(payload: z.core.ParsePayload<Valued>): void {
  const { percent: rate, amount: off, price } = payload.value
  const given = [rate, off, price].filter((one) => one !== undefined)
  if (given.length === 1) return
  payload.issues.push({
    code: 'custom',
    message: 'must have exactly one of percent, amount and price',
    input: payload.value,
    path: [],
  })
}

function rising<T extends { readonly from: number }>(steps: readonly T[]): readonly T[] {
  return [...steps].sort((a, b) => a.from - b.from)
}

function ppm(rate: number): number {
  return Math.round(rate * 10_000)
}

function minutes(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour * 60 + minute
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T12:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
