import { describe, expect, it } from 'vitest'
import { money } from '../../../shared/money'
import type { WalletCoupon } from '../../../shared/order/answers'
import { totalsOf } from '../../../shared/order/totals'
import { order0042, PAYING_0042, WALLET_0042 } from './fixtures'
import { forecastsOf, type Forecast } from './forecast'

const TWENTY = { kind: 'percent', ratePpm: 200_000, most: null } as const

function forecast(lineId: string, changes: Partial<WalletCoupon>, order = order0042()): Forecast {
  const wallet = WALLET_0042[0]
  if (!wallet) throw new Error('No wallet')
  const all = forecastsOf({ ...wallet, ...changes }, order, totalsOf(order))
  const found = all.find((one) => one.line.id === lineId)
  if (!found) throw new Error('No such line')
  return found
}

function money4({ before, off, after, excluded }: Forecast): readonly unknown[] {
  return [before, off, after, excluded]
}

describe('the forecast of a store promotion', () => {
  it('is the picture: 20% of the rope toy is 1.90', () => {
    expect(money4(forecast('line-3', { value: TWENTY }))).toEqual([950, 190, 760, null])
  })

  it('is the same while the promotion is on that line', () => {
    const order = PAYING_0042.storePromotions()
    expect(money4(forecast('line-3', { value: TWENTY }, order))).toEqual([950, 190, 760, null])
  })

  it('lists a line after its store discount, without its share of the whole-order promotion', () => {
    const discounted = forecast('line-4', { value: TWENTY })
    expect(discounted.before).toBe(1062)
    expect(discounted.excluded).toBe('has-discount')
  })

  it('takes one of several pieces', () => {
    const one = forecast('line-2', { value: TWENTY })
    expect(money4(one)).toEqual([1134, 38, 1096, null])
    expect(one.pieces).toEqual({ taken: 1, of: 6 })
  })

  it('never takes more than the pieces cost, nor more than the most', () => {
    expect(forecast('line-2', { value: { kind: 'amount', amount: money(500) } }).off).toBe(189)
    expect(forecast('line-3', { value: { ...TWENTY, most: money(100) } }).off).toBe(100)
  })

  it('gives one piece free of those that must be bought', () => {
    const free = forecast('line-2', { value: { kind: 'free-item', pieces: 1 }, minPieces: 6 })
    expect(money4(free)).toEqual([1134, 189, 945, null])
    expect(free.pieces).toBeNull()
  })

  it('forecasts nothing where the value is not known', () => {
    expect(forecast('line-3', { value: { kind: 'unknown' } }).off).toBe(0)
  })

  it('closes lines of another product, with too few pieces, or with a store promotion', () => {
    expect(forecast('line-1', { gtins: ['00400001203019'] }).excluded).toBe('other-product')
    expect(forecast('line-3', { minPieces: 2 }).excluded).toBe('too-few')
    const order = PAYING_0042.storePromotions()
    expect(forecast('line-3', { couponId: 'other' }, order).excluded).toBe('has-store-promotion')
  })
})
