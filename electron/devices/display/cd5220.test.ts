import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cd5220Parser, type PoleCommand } from '../../../sandbox/display/cd5220-parser'
import { poleWriter, type PoleText } from '../../../shared/display/pole-text'
import { money } from '../../../shared/money'
import { pieces } from '../../../shared/quantity'
import { cd5220 } from './cd5220'

const ascii = (text: string) => [...Buffer.from(text, 'latin1')]
const padded = (text: string) => text.padEnd(20)

describe('CD5220', () => {
  it('puts a display into a known state, also one that was cut off in the middle of a line', () => {
    expect([...cd5220('cp437').reset]).toEqual([
      ...[0x0d, 0x0c, 0x1b, 0x40],
      ...[0x1b, 0x66, 0x41, 0x1b, 0x63, 0x41, 0x1b, 0x2a, 0x04],
    ])
  })

  it.each<[string, PoleText, readonly number[], readonly number[]]>([
    ['short lines are filled', ['Tea', '3.00'], ascii(padded('Tea')), ascii(padded('3.00'))],
    ['nothing is spaces', ['', ''], ascii(padded('')), ascii(padded(''))],
    [
      'long lines are cut at 20',
      ['Brambleway Chicken Dry Dog', 'Total          $1.00'],
      ascii('Brambleway Chicken D'),
      ascii('Total          $1.00'),
    ],
  ])('%s', (_fact, text, upper, lower) => {
    const bytes = [...cd5220('cp437').encode(text)]
    expect(bytes).toEqual([
      ...[0x1b, 0x51, 0x41, ...upper, 0x0d],
      ...[0x1b, 0x51, 0x42, ...lower, 0x0d],
    ])
    expect(bytes).toHaveLength(48)
  })

  it('writes letters of its code page, and the plain letter where the page has none', () => {
    const upper = (page: 'cp437' | 'cp858', text: string) => [
      ...cd5220(page).encode([text, '']).subarray(3, 9),
    ]
    expect(upper('cp437', 'éüñ£€Ł')).toEqual([0x82, 0x81, 0xa4, 0x9c, 0x45, 0x4c])
    expect(upper('cp858', 'éüñ£€Ł')).toEqual([0x82, 0x81, 0xa4, 0x9c, 0xd5, 0x4c])
    expect(upper('cp858', '日本Ω\u0000\u007f')).toEqual([0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0x20])
  })

  it('is read the same whole and byte by byte', () => {
    const { reset, encode } = cd5220('cp437')
    const bytes = Uint8Array.of(
      ...reset,
      ...encode(['Fetchwell Rope  9.50', 'Total         $92.29']),
    )
    expect(told([bytes])).toEqual(told([...bytes].map((byte) => Uint8Array.of(byte))))
    expect(told([bytes]).names).toEqual([
      ...['left-edge', 'clear', 'initialise', 'national-characters', 'character-table'],
      ...['brightness', 'upper', 'lower'],
    ])
    expect(told([bytes]).lines).toEqual(['Fetchwell Rope  9.50', 'Total         $92.29'])
  })
})

describe('text from outside', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.integer({ min: 0, max: 0xff }), { maxLength: 60 }).map((codes) => {
      return String.fromCharCode(...codes)
    }),
    fc.constantFrom('\u001b@', '\u001bQA\r', '\r\u000c', '\u001b=\u0001', '\u001bs\u0001\u0018'),
  )

  it('can carry no command to the pole', () => {
    const codecs = [cd5220('cp437'), cd5220('cp858')]
    fc.assert(
      fc.property(hostile, hostile, (store, name) => {
        for (const text of [[store, name] as const, rowOf(name)]) {
          for (const codec of codecs) {
            const { names, lines } = told([codec.encode(text)])
            expect(names).toEqual(['upper', 'lower'])
            expect(lines.map((line) => line.length)).toEqual([20, 20])
          }
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('a name that is a command stands there as letters', () => {
    const shop = { store: '\u001bQB PAID \r', locale: 'en-US', currency: 'USD' }
    const welcome = poleWriter(shop)({ status: 'welcome' })
    expect(welcome).toEqual(['      ?QB PAID      ', '      Welcome       '])
    expect(rowOf('\u001b@\u000cTea')).toEqual(['6 x ?@ Tea      9.50', 'Total          $9.50'])
  })
})

const writer = poleWriter({ store: 'Paws on Pine', locale: 'en-US', currency: 'USD' })

/** What is said of a product of this name. */
function rowOf(name: string): PoleText {
  const [amount, quantity] = [money(950), pieces(6)]
  const line = { id: 'L1', name, quantity, unitPrice: amount, price: amount, discounts: [] }
  return writer({
    status: 'order',
    ...{ earlier: 0, pieces: quantity, discounts: [], otherDiscounts: money(0) },
    ...{ subtotal: amount, tax: null, saved: money(0), total: amount },
    lines: [{ ...line, unit: 'each' }],
  })
}

function told(portions: readonly Uint8Array[]) {
  const commands: PoleCommand[] = []
  const parser = new Cd5220Parser((command) => commands.push(command))
  for (const bytes of portions) parser.take(bytes)
  const lines = parser.screen.lines.map((line) => Buffer.from(line).toString('latin1'))
  return { names: commands.map((command) => command.name), lines }
}
