import type { MissingGoods } from '../../shared/order/near-goods'
import type { NearPromotion } from '../../shared/order/near-promotions'
import { enWhy } from './en-why'
import type { Format } from './format'
import { isolated } from './isolated'

/** One reason, and the next act. */
export type WhyWords = { readonly first: string; readonly second: string }

/**
 * What is missing for a store promotion, and what would meet it.
 * @param now  milliseconds since 1970: what starts today is said by its time alone
 */
export function nearWords(
  { missing, applied }: Pick<NearPromotion, 'missing' | 'applied'>,
  format: Format,
  now: number,
): WhyWords {
  switch (missing.code) {
    case 'goods-missing':
      return {
        first: neededWords(
          missing.goods.map((one) => goodsWords(one, format)).reduce(joined),
          applied,
        ),
        second: enWhy.offerGoods,
      }
    case 'spend-missing': {
      const amount = format.amount(missing.amount)
      return { first: neededWords(spendWords(amount, missing), applied), second: enWhy.offerSpend }
    }
    case 'customer-missing':
      return { first: enWhy.needsCustomer, second: enWhy.askPhone }
    case 'group-missing':
      return { first: enWhy.onlyFor(missing.groups.join(', ')), second: enWhy.otherGroup }
    case 'limit-used-up':
      return limitWords(missing)
    case 'not-in-force':
      return startWords(missing.from, format, now)
    case 'ended':
      return { first: enWhy.ended(dayOf(missing.day, format)), second: enWhy.endedHelp }
    case 'begins':
      return { first: enWhy.begins(dayOf(missing.day, format)), second: enWhy.startsHelp }
    case 'other-days':
      return { first: enWhy.onlyOn(missing.days.map(dayName)), second: enWhy.startsHelp }
    case 'not-with':
      return { first: enWhy.beaten(isolated(missing.name)), second: enWhy.beatenHelp }
  }
}

function limitWords({
  limit,
  per,
  today,
}: Extract<NearPromotion['missing'], { readonly code: 'limit-used-up' }>): WhyWords {
  if (per === 'order') return { first: enWhy.limitOrder(limit), second: enWhy.limitOrderHelp }
  return today === true
    ? { first: enWhy.limitCustomerDay(limit), second: enWhy.limitCustomerDayHelp }
    : { first: enWhy.limitCustomer(limit), second: enWhy.limitCustomerHelp }
}

function spendWords(
  amount: string,
  { onAll, categories }: Extract<NearPromotion['missing'], { readonly code: 'spend-missing' }>,
): string {
  if (onAll) return enWhy.spent(amount)
  return categories.length === 0
    ? enWhy.spentOnGoods(amount)
    : enWhy.spentOn(amount, categories.map(isolated))
}

function neededWords(what: string, applied: boolean): string {
  return applied ? enWhy.moreWith(what) : enWhy.needs(what)
}

function goodsWords({ pieces, of }: MissingGoods, format: Format): string {
  const count = format.count(pieces)
  switch (of.kind) {
    case 'item':
      return enWhy.more(count, isolated(of.name))
    case 'category':
      return enWhy.more(count, enWhy.ofCategory(isolated(of.name)))
    case 'anything':
      return enWhy.more(count, enWhy.ofAnything)
  }
}

function joined(all: string, one: string): string {
  return enWhy.and(all, one)
}

function dayOf(day: number, format: Format): string {
  return format.plainDay(String(day).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'))
}

function dayName(day: number): string {
  return enWhy.days[day - 1] ?? ''
}

function startWords(from: number | null, format: Format, now: number): WhyWords {
  if (from === null || from <= now) {
    return { first: enWhy.startedAfter, second: enWhy.startedHelp }
  }
  const time = format.time(from)
  const isToday = format.day(from) === format.day(now)
  const first = isToday ? enWhy.startsAt(time) : enWhy.startsOn(format.day(from), time)
  return { first, second: enWhy.startsHelp }
}
