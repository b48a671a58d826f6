import { describe, expect, it } from 'vitest'
import { Approvals } from './approvals'

const MINUTE = 60_000

function codeOf(result: ReturnType<Approvals['check']>): string | null {
  return result.ok ? result.value : result.error.code
}

describe('a manager’s PIN', () => {
  it('approves when it is right, and is not asked for otherwise', () => {
    const approvals = new Approvals('4711', () => 0)
    expect(approvals.available).toBe(true)
    expect(codeOf(approvals.check('4711'))).toBe('Manager')
    expect(codeOf(approvals.check(undefined))).toBeNull()
  })

  it.each(['', '471', '47111', '4712', '４７１１'])('is not %j', (typed) => {
    expect(codeOf(new Approvals('4711', () => 0).check(typed))).toBe('pin-wrong')
  })

  it('locks for five minutes after three wrong ones', () => {
    let now = 1_000
    const approvals = new Approvals('4711', () => now)
    for (let tries = 0; tries < 3; tries += 1)
      expect(codeOf(approvals.check('1'))).toBe('pin-wrong')
    expect(codeOf(approvals.check('4711'))).toBe('pin-locked')
    now += 5 * MINUTE - 1
    expect(codeOf(approvals.check('4711'))).toBe('pin-locked')
    now += 1
    expect(codeOf(approvals.check('4711'))).toBe('Manager')
  })

  it('locks anew after three more', () => {
    let now = 0
    const approvals = new Approvals('4711', () => now)
    for (let tries = 0; tries < 3; tries += 1) approvals.check('1')
    now += 5 * MINUTE
    for (let tries = 0; tries < 2; tries += 1)
      expect(codeOf(approvals.check('1'))).toBe('pin-wrong')
    expect(codeOf(approvals.check('1'))).toBe('pin-wrong')
    expect(codeOf(approvals.check('4711'))).toBe('pin-locked')
  })

  it('counts wrong ones in a row only', () => {
    const approvals = new Approvals('4711', () => 0)
    for (let times = 0; times < 5; times += 1) {
      approvals.check('1')
      approvals.check('2')
      expect(codeOf(approvals.check('4711'))).toBe('Manager')
    }
  })

  it('is nobody’s on a terminal without one', () => {
    const approvals = new Approvals(null, () => 0)
    expect(approvals.available).toBe(false)
    expect(codeOf(approvals.check('4711'))).toBe('approval-unavailable')
    expect(codeOf(approvals.check(undefined))).toBeNull()
  })
})
