import { expect, test } from 'vitest'
import { Approvals } from './approvals'
import { TerminalLock } from './lock'

test('a locked terminal opens with the manager PIN and with a badge, and with nothing else', () => {
  const { lock, changes } = makeLock({ pin: '2468', badges: true })
  expect(lock.lock().ok).toBe(true)
  expect(lock.unlock('1111')).toEqual({ ok: false, error: { kind: 'refusal', code: 'pin-wrong' } })
  expect(lock.scan('4006381333931')).toBe(false)
  expect(lock.locked).toBe(true)
  expect(lock.unlock('2468').ok).toBe(true)
  expect(lock.locked).toBe(false)
  lock.lock()
  expect(lock.scan('STAFF-7')).toBe(true)
  expect(lock.locked).toBe(false)
  expect(changes()).toBe(4)
})

test('three wrong PINs stop the asking, but a badge still opens', () => {
  const { lock } = makeLock({ pin: '2468', badges: true })
  lock.lock()
  for (const pin of ['1', '2', '3']) lock.unlock(pin)
  expect(lock.unlock('2468')).toEqual({
    ok: false,
    error: { kind: 'refusal', code: 'pin-locked' },
  })
  expect(lock.scan('STAFF-7')).toBe(true)
})

test('what nothing could open is not locked', () => {
  const { lock } = makeLock({ pin: null, badges: false })
  expect(lock.lock()).toEqual({
    ok: false,
    error: { kind: 'refusal', code: 'lock-unavailable' },
  })
  expect(lock.locked).toBe(false)
})

test('a badge does nothing to a terminal that is open', () => {
  const { lock, changes } = makeLock({ pin: '2468', badges: true })
  expect(lock.scan('STAFF-7')).toBe(false)
  expect(changes()).toBe(0)
})

function makeLock({ pin, badges }: { readonly pin: string | null; readonly badges: boolean }) {
  let count = 0
  const lock = new TerminalLock({
    approvals: new Approvals(pin, () => 0),
    isBadge: (code) => badges && code.startsWith('STAFF-'),
    hasBadges: badges,
    onChange: () => (count += 1),
  })
  return { lock, changes: () => count }
}
