import { expect, test } from 'vitest'
import { code128Bars, code128BarsOf } from '../../../shared/receipt/code128'
import { SETUP_CODES } from './setup-codes'
import { UDEV_RULES } from './udev-rules'

/** Six widths a symbol; the stop has seven. */
function symbols(bars: readonly number[]): readonly string[] {
  const texts: string[] = []
  for (let at = 0; at + 7 < bars.length; at += 6) texts.push(bars.slice(at, at + 6).join(''))
  return texts
}

test('a set-up code is its command in set B, then function 3, then the check symbol', () => {
  for (const { command, bars } of SETUP_CODES) {
    const read = symbols(bars)
    const plain = symbols(code128Bars(command))
    expect(read.slice(0, command.length + 1)).toEqual(plain.slice(0, command.length + 1))
    // Function 3 in set B is 11 modules: bar 1, space 1, bar 4, space 3, bar 1, space 1 (ISO/IEC 15417).
    expect(read[command.length + 1]).toBe('114311')
    expect(read).toHaveLength(command.length + 3)
    expect(bars.reduce((sum, width) => sum + width, 0)).toBe((command.length + 3) * 11 + 13)
  }
})

test('the check symbol weighs every value by its place', () => {
  // 104 + 1 × 33 ("A") + 2 × 96 (function 3) = 329; 329 mod 103 = 20.
  const [, , , check] = symbols(code128BarsOf([33, 96]))
  expect(check).toBe(symbols(code128Bars('4'))[1])
})

test('each rule for the computer stands on a line of its own, comments apart', () => {
  const lines = UDEV_RULES.split('\n')
  expect(lines.filter((line) => line.startsWith('#')).length).toBeGreaterThan(2)
  for (const line of lines.filter((one) => !one.startsWith('#'))) {
    expect(line).toMatch(/^(KERNEL|SUBSYSTEM)==".*", .*TAG\+="uaccess"/)
    expect(line).not.toContain('#')
  }
})
