import { describe, expect, it } from 'vitest'
import type { Effect } from '../../shared/order/effect'
import type { OwedRow } from '../../shared/order/till-view'
import { PAYING_0042, viewOf } from '../screens/payment/fixtures'
import { useDraftStore } from '../stores/draft'
import { enOwed } from '../text/en-trays'
import type { Situation } from './action'
import { closeOwed, retryOwed } from './trays'

/** The Owed list with one row in it. */
function owing(about: Pick<Effect, 'status' | 'code'>, kind = 'coupon-return'): Situation {
  const effect = { id: 'e1', request: { kind }, ...about } as Effect
  const row = { orderId: 'o1', effect } as OwedRow
  const view = { ...viewOf(PAYING_0042.tender()), owed: [row] }
  return { view, terminal: null, draft: useDraftStore.getInitialState() }
}

describe('Try again', () => {
  it.each([
    ['waiting', null, null],
    ['needs-person', 'idempotency-conflict', null],
    ['sending', null, enOwed.isSending],
    ['delivered', null, enOwed.alreadySettled],
    ['needs-person', 'return-exceeds-redeemed', enOwed.neverUsed],
  ] as const)('of what is %s (%s) says %j', (status, code, sentence) => {
    expect(retryOwed.refusal(owing({ status, code }))).toBe(sentence)
  })

  it('needs a row', () => {
    const { view, ...rest } = owing({ status: 'waiting', code: null })
    expect(retryOwed.refusal({ ...rest, view: { ...view, owed: [] } })).toBe(enOwed.chooseFirst)
  })
})

describe('Close with note', () => {
  it('is for what needs a person, also where nothing can be sent again', () => {
    const unused = { status: 'needs-person', code: 'return-exceeds-redeemed' } as const
    expect(closeOwed.refusal(owing(unused))).toBeNull()
    expect(closeOwed.refusal(owing({ status: 'waiting', code: null }))).toBe(
      enOwed.onlyNeedingPerson,
    )
  })
})
