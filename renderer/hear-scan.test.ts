import { beforeEach, describe, expect, it, test } from 'vitest'
import type { ScanReport } from '../shared/ipc/contract'
import { ITEMS } from '../shared/order/testing/shop'
import { hearScan, withoutLeaked } from './hear-scan'
import type { SoundName } from './sounds'
import { blankDraft, goTo, useDraftStore } from './stores/draft'
import { en } from './text/en'
import { refusalSentence } from './text/sentences'

let played: SoundName[]
const sounds = { play: (name: SoundName) => played.push(name) }

const REPORT: ScanReport = {
  number: 1,
  code: '4006381333931',
  outcome: 'good',
  result: 'line-added',
  refusal: null,
  lineId: null,
  promotion: null,
  items: [],
  fills: null,
  leaked: '',
  symbology: null,
  at: 1,
  tookMs: 1,
}

const hear = (over: Partial<ScanReport>) => hearScan({ ...REPORT, ...over }, sounds)
const draft = () => useDraftStore.getState()

beforeEach(() => {
  played = []
  goTo('order')
  blankDraft()
  useDraftStore.setState({ question: null })
})

test.each([
  ['cat40063', '40063', 'cat'],
  ['40063cat40063', '40063', '40063cat'],
  ['cat', '40063', 'cat'],
  ['40', '040', ''],
  ['1040', '040', '1'],
  ['41', '040', '41'],
  ['12', '', '12'],
])('%s without the leaked %s is %s', (text, leaked, left) => {
  expect(withoutLeaked(text, leaked)).toBe(left)
})

describe('a scan has one sound and one place', () => {
  it.each<[Partial<ScanReport>, string | null]>([
    [{ result: 'line-added' }, null],
    [{ result: 'unresolved', outcome: 'attention' }, null],
    [{ result: 'misread', outcome: 'attention' }, null],
    [{ result: 'misread', outcome: 'attention', code: '' }, en.scanUnreadable],
    [{ result: 'not-used-here', outcome: 'refused' }, 'Scan not used here: 4006381333931'],
    [
      { result: 'not-used-here', outcome: 'refused', refusal: 'lines-at-limit' },
      refusalSentence('lines-at-limit'),
    ],
    [{ result: 'payment-begun', outcome: 'refused' }, en.paymentBegun],
    [{ result: 'too-many', outcome: 'refused' }, en.tooManyScans('4006381333931')],
    [
      { result: 'past-its-day', outcome: 'refused', items: ITEMS.slice(0, 1) },
      en.pastItsDay(ITEMS[0]?.name ?? ''),
    ],
    [
      { result: 'past-its-day', outcome: 'attention', items: ITEMS.slice(0, 1) },
      en.pastItsDaySold(ITEMS[0]?.name ?? ''),
    ],
  ])('%o', (over, sentence) => {
    hear(over)
    expect(played).toEqual([over.outcome ?? 'good'])
    expect(draft().refused).toBe(sentence)
  })

  it('the same code read again at once is silent and says that it counts once', () => {
    hear({ result: 'duplicate' })
    expect(played).toEqual([])
    expect(draft().refused).toBe(en.countedOnce('4006381333931'))
  })

  it('the same code refused again at once leaves the refusal as it stands', () => {
    hear({ result: 'not-used-here', outcome: 'refused' })
    hear({ result: 'duplicate', outcome: 'refused' })
    expect(played).toEqual(['refused'])
    expect(draft().refused).toBe('Scan not used here: 4006381333931')
  })

  it('a product in payment is asked about, and said to be not added', () => {
    hear({ result: 'payment-begun', outcome: 'refused', items: ITEMS.slice(0, 1) })
    expect(draft().question?.kind).toBe('payment-scan')
    expect(draft().refused).toBe(en.paymentBegun)
  })
})

describe('a scan fills in', () => {
  it('the code without what marks its barcode, in Promotions', () => {
    hear({ result: 'promotion-field', code: 'PROMO-SPRING5', fills: 'SPRING5' })
    expect(draft().fields['promotion-code']).toBe('SPRING5')
    expect(draft().triedCode).toBe('SPRING5')
  })

  it('a badge’s number as the PIN, digits alone', () => {
    hear({ result: 'badge', fills: 'M-4711' })
    expect(draft().fields.pin).toBe('4711')
  })

  it('the search of Held, or the choice in Owed', () => {
    goTo('held')
    hear({ result: 'list-filtered', fills: '0142' })
    expect(draft().fields['held-search']).toBe('0142')
    goTo('owed')
    hear({ result: 'list-filtered', fills: 'e1' })
    expect(draft().chosen.owed).toBe('e1')
  })
})

test('the number of a customer’s card can be looked up again, newest first and never twice', () => {
  for (const fills of ['2065550142', '2065550143', '2065550142'])
    hear({ result: 'customer', fills })
  expect(draft().numbers).toEqual(['2065550142', '2065550143'])
  blankDraft()
  expect(draft().numbers).toEqual([])
})
