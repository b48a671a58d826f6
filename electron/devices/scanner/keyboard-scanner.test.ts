import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { systemClock } from '../clock'
import { KeyboardScanner } from './keyboard-scanner'

let scans: { code: string; leaked: string }[]
let rejected: string[]
let page: string
let scanner: KeyboardScanner

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  scans = []
  rejected = []
  page = ''
  scanner = new KeyboardScanner({
    prefixKey: null,
    clock: systemClock,
    onScan: (reading, leaked) => scans.push({ code: reading.code, leaked }),
    onRejected: (leaked) => rejected.push(leaked),
    type: (text) => (page += text),
  })
})

afterEach(() => {
  vi.useRealTimers()
})

/** Presses and releases a digit or Enter as the window's process tells it; the page gets what passes. */
function press(key: string, gapMs: number): void {
  const code = key === 'Enter' ? key : `Digit${key}`
  const input = { key, code, isAutoRepeat: false, shift: false, control: false }
  const prevented = scanner.take({ ...input, type: 'keyDown', alt: false, meta: false })
  if (!prevented) page += key === 'Enter' ? '\n' : key
  scanner.take({ ...input, type: 'keyUp', alt: false, meta: false })
  vi.advanceTimersByTime(gapMs)
}

it('a scan is told with the letters that reached the page', () => {
  for (const digit of '96385074') press(digit, 8)
  press('Enter', 0)
  expect(scans).toEqual([{ code: '96385074', leaked: '963' }])
  expect(page).toBe('963')
})

it('held keys of a person reach the page by themselves', () => {
  for (const digit of '96385') press(digit, 8)
  vi.advanceTimersByTime(40)
  expect(page).toBe('96385')
  expect(scans).toEqual([])
})

it('held keys come before the key that shows them to be typing', () => {
  for (const digit of '9638') press(digit, 8)
  press('Enter', 0)
  expect(page).toBe('9638\n')
})

it('a control key in the middle spoils the scan, and its letters are told', () => {
  const control = { key: 'p', code: 'KeyP', isAutoRepeat: false, shift: false, control: true }
  for (const digit of '96385') press(digit, 8)
  expect(scanner.take({ ...control, type: 'keyDown', alt: false, meta: false })).toBe(true)
  for (const digit of '074') press(digit, 8)
  press('Enter', 0)
  expect(scans).toEqual([])
  expect(rejected).toEqual(['963'])
  expect(page).toBe('963')
})

it('a number typed with Alt is a character when Alt is let go', () => {
  const off = { isAutoRepeat: false, shift: false, control: false, meta: false }
  for (const digit of '963850') press(digit, 8)
  for (const digit of '029') {
    scanner.take({ ...off, type: 'keyDown', key: digit, code: `Numpad${digit}`, alt: true })
  }
  scanner.take({ ...off, type: 'keyUp', key: 'Alt', code: 'AltLeft', alt: false })
  press('7', 8)
  press('Enter', 0)
  expect(scans.map((scan) => scan.code)).toEqual(['963850\x1d7'])
})
