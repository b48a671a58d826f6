import type { PromotionRow, PromotionsView } from '../../shared/ipc/promotions'
import { money } from '../../shared/money'
import { inForceFrom, isInForce, storeClock } from '../../shared/promotions/in-force'
import type { GivenPromotion } from '../../shared/promotions/schema'
import { enStorePromotions as en } from './en-store-promotions'
import type { Format } from './format'

type Names = PromotionsView['names']

/** What a promotion does, in one plain sentence. */
export function promotionWords(given: GivenPromotion, names: Names, format: Format): string {
  const of = (goods: Named) => goodsWords(goods, names)
  const off = (value: Valued) => valueWords(value, format)
  switch (given.kind) {
    case 'each':
      return given.price === undefined
        ? `${off(given)} each of ${of(given)}`
        : `Each of ${of(given)} ${off(given)}`
    case 'buy-get':
      return buyGetWords(given, of, format)
    case 'set':
      return `${given.parts.map((one) => `${one.count} of ${of(one)}`).join(' and ')} together ${off(given)}`
    case 'quantity': {
      const steps = given.steps.map((one) => `${off(one)} each from ${one.from} pieces`)
      return `${of(given)}: ${steps.join(', ')}`
    }
    case 'spend': {
      const on = isAll(given) ? '' : ` on ${of(given)}`
      const steps = given.steps.map((one) =>
        one.from === 0 ? off(one) : `${off(one)} from ${units(one.from, format)}`,
      )
      return `Spend${on}: ${steps.join(', ')}`
    }
  }
}

function buyGetWords(
  { how, buy, get }: Extract<GivenPromotion, { readonly kind: 'buy-get' }>,
  of: (goods: Named) => string,
  format: Format,
): string {
  const { percent = 100 } = get
  const price = percent === 100 ? 'free' : `at ${format.percent(percent * 10_000)} off`
  switch (how) {
    case 'cheapest': {
      const which = get.count === 1 ? 'the cheapest of them' : `the ${get.count} cheapest of them`
      return `Take ${buy.count + get.count} of ${of(buy)}: ${which} ${price}`
    }
    case 'same':
      return `Buy ${buy.count} of ${of(buy)}, get ${get.count} more of the same ${price}`
    case 'mixed':
      return `Buy ${buy.count} of ${of(buy)}, get ${get.count} of ${of(get)} ${price}`
  }
}

/** When it is in force, in few words. */
export function whenWords(given: GivenPromotion, format: Format): string {
  const { from, until, days = [], hours = [] } = given
  const span = [
    ...(from === undefined ? [] : [`from ${dayWords(from, format)}`]),
    ...(until === undefined ? [] : [`until ${dayWords(until, format)}`]),
  ]
  const words = [
    span.join(' '),
    days.map((day) => en.days[day]).join(', '),
    hours.map((one) => one.replace('-', '–')).join(', '),
  ].filter((one) => one !== '')
  const [first = 'Always'] = words
  return [first.charAt(0).toUpperCase() + first.slice(1), ...words.slice(1)].join('; ')
}

/** Mar 31, 2026. */
function dayWords(day: string, format: Format): string {
  return `${format.plainDay(day)}, ${day.slice(0, 4)}`
}

/** How it stands beside other promotions, and how often it may come. */
export function placeWords({ exclusive, priority, limit, customers }: GivenPromotion): string {
  const words = [
    ...(exclusive === true ? [en.alone] : []),
    ...(priority === undefined ? [] : [en.priority(priority)]),
    ...(customers === undefined ? [] : [customers.map(en.groups).join(', ')]),
    ...(limit?.order === undefined ? [] : [`${limit.order} per order`]),
    ...(limit?.customer === undefined ? [] : [`${limit.customer} per customer`]),
    ...(limit?.customerDay === undefined ? [] : [`${limit.customerDay} per customer a day`]),
  ]
  return words.join(', ')
}

/** Whether it counts for what is scanned now. */
export type PromotionState = 'running' | 'later' | 'over' | 'not-now' | 'off'

/** Whether it counts now, and the word for it; goes by the terminal's own clock. */
export function stateOf(
  { given, when }: Pick<PromotionRow, 'given' | 'when'>,
  now: number,
  format: Format,
): { readonly state: PromotionState; readonly words: string } {
  const { states } = en
  if (given.off === true) return { state: 'off', words: states.off }
  const time = CLOCK(now)
  if (isInForce(when, time)) return { state: 'running', words: states.running }
  if (when.until !== null && when.until < time.date) return { state: 'over', words: states.over }
  if (when.from !== null && when.from > time.date) {
    return { state: 'later', words: states.later(dayWords(given.from ?? '', format)) }
  }
  const next = inForceFrom(when, now, CLOCK)
  if (next === null) return { state: 'not-now', words: states['not-now'] }
  const isToday = CLOCK(next).date === time.date
  const at = isToday ? format.time(next) : `${format.day(next)} ${format.time(next)}`
  return { state: 'later', words: states.later(at) }
}

const CLOCK = storeClock(null)

type Named = {
  readonly items?: readonly string[] | undefined
  readonly barcodes?: readonly string[] | undefined
  readonly categories?: readonly string[] | undefined
  readonly except?: Named | undefined
}

/** Goods listed by name; the rest is counted. */
const LISTED_MAX = 3

/** The goods that are meant, in words. */
export function goodsWords(goods: Named, names: Names): string {
  const listed = listOf(goods, names)
  const all = listed.length === 0 ? 'all goods' : listWords(listed)
  const except = listOf(goods.except ?? {}, names)
  return except.length === 0 ? all : `${all} without ${listWords(except)}`
}

function listWords(listed: readonly string[]): string {
  const more = listed.length - LISTED_MAX
  const shown = listed.slice(0, LISTED_MAX).join(', ')
  return more > 0 ? `${shown} ${en.more(more)}` : shown
}

function listOf({ items = [], barcodes = [], categories = [] }: Named, names: Names) {
  return [...categories, ...[...items, ...barcodes].map((code) => names[code] ?? code)]
}

function isAll({ items = [], barcodes = [], categories = [], except }: Named): boolean {
  return [...items, ...barcodes, ...categories].length === 0 && except === undefined
}

type Valued = {
  readonly percent?: number | undefined
  readonly amount?: number | undefined
  readonly price?: number | undefined
}

function valueWords({ percent, amount, price = 0 }: Valued, format: Format): string {
  if (percent !== undefined) return `${format.percent(percent * 10_000)} off`
  return amount === undefined ? `for ${units(price, format)}` : `${units(amount, format)} off`
}

function units(amount: number, format: Format): string {
  return format.amount(money(Math.round(amount * 10 ** format.exponent)))
}
