import { describe, expect, it, test } from 'vitest'
import { NO_OFFLINE } from '../shared/order/offline'
import { parseSettings } from './settings'

function read(offline: unknown, currency = 'USD') {
  const { settings, problems } = parseSettings({ terminal: { currency }, offline }, '/shop', {})
  return { offline: settings.offline, sentences: problems.map(({ sentence }) => sentence) }
}

test('a shop that says nothing promises nothing', () => {
  expect(read(undefined)).toEqual({ offline: NO_OFFLINE, sentences: [] })
  expect(read({})).toEqual({ offline: NO_OFFLINE, sentences: [] })
})

test('amounts are read in units of the currency, and never rounded up', () => {
  const known = [
    { code: 'SPRING5', name: 'Spring', amount: 5 },
    { code: 'ONCE-*', name: 'Welcome', amount: 2.999, reusable: true },
  ]
  const rules = { promotionCodes: { limit: 5.1, count: 3, known } }
  expect(read({ ...rules, walletPromotions: { limit: 0.29, count: 1 } })).toEqual({
    sentences: [],
    offline: {
      promotionCodes: {
        limit: 510,
        count: 3,
        known: [
          { code: 'SPRING5', name: 'Spring', amount: 500, reusable: false },
          { code: 'ONCE-*', name: 'Welcome', amount: 299, reusable: true },
        ],
      },
      walletPromotions: { limit: 29, count: 1 },
    },
  })
  expect(read(rules, 'JPY').offline.promotionCodes?.limit).toBe(5)
})

describe('a wrong rule promises nothing', () => {
  it.each([
    [{ promotionCodes: { limit: 5 } }, 'offline.promotionCodes.count'],
    [{ promotionCodes: { limit: 0, count: 1 } }, 'an amount above 0'],
    [{ promotionCodes: { limit: 5, count: 0 } }, 'from 1 to 1000'],
    [
      { promotionCodes: { limit: 5, count: 1, known: [{ code: '*', name: 'A', amount: 1 }] } },
      'star',
    ],
    [
      { promotionCodes: { limit: 5, count: 1, known: [{ code: 'AB*', name: 'A', amount: 1 }] } },
      'star',
    ],
    [
      { promotionCodes: { limit: 5, count: 1, known: [{ code: 'A*B', name: 'A', amount: 1 }] } },
      'star',
    ],
    [{ promotionCodes: { limit: 5, count: 1, knwon: [] } }, 'knwon'],
    [{ walletPromotions: { limit: 'much', count: 1 } }, 'an amount above 0'],
    [{ walletCoupons: { limit: 5, count: 1 } }, 'walletCoupons'],
  ])('%j', (offline, words) => {
    const { offline: rules, sentences } = read(offline)
    expect(rules).toEqual(NO_OFFLINE)
    expect(sentences.join(' ')).toContain(words)
  })
})
