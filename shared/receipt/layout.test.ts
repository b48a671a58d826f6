import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asCopy, type Block, type ReceiptDocument } from './document'
import { RECEIPT_0042 } from './fixtures'
import { columnsOf, layoutReceipt, receiptText } from './layout'

const EXAMPLE = `\
                  PAWS ON PINE
       418 Pine Street, Seattle, WA 98101
                 (206) 555-0188

Order 0042                   Mar 20, 2025  17:43
Front counter 2                  Cashier Maya R.
------------------------------------------------
Brambleway Chicken Dry Dog Food 24 lb      58.99
  PETZ: $5.00 off Brambleway Dry 24 lb     -5.00
Brambleway Salmon Cat Pouch 3 oz
  6 x 1.89                                 11.34
  PETZ: Buy 6 pouches, 1 free              -1.89
Fetchwell Rope Toy M                        9.50
  Store promotion: 20% off one toy         -1.90
Pinecrest Clumping Litter 14 lb            12.49
  Damaged pack 15%                         -1.87
Promotion: Spring $5 off (SPRING5)         -5.00
------------------------------------------------
Subtotal                                   92.32
Discounts                                  -8.77
Tax 8.00% on 83.55                          6.68
PETZ coupons                               -6.89
TOTAL             $83.34
Cash                                      100.00
Change                                     16.66
------------------------------------------------
    YOU SAVED $15.66
      8.79 of it with PETZ, (206) ***-0142

[QR code: pine-01-20250320-0042]
             pine-01-20250320-0042
     Returns within 30 days with this code

        Thank you, and a good walk home!`

describe('the receipt of the running example', () => {
  test('has the lines of the screens, character by character', () => {
    expect(receiptText(RECEIPT_0042)).toBe(EXAMPLE)
  })

  test('a copy says so on its first line, with its number and time', () => {
    const [first] = layoutReceipt(asCopy(RECEIPT_0042, 1, '17:52'))
    expect(first).toMatchObject({ text: '         *** COPY 1, printed 17:52 ***', bold: true })
  })
})

describe('a row', () => {
  test('a name of 38 columns stands beside its amount', () => {
    const name = 'n'.repeat(38)
    expect(textsOf({ type: 'row', left: name, right: '1.00' })).toEqual([`${name}      1.00`])
  })

  test('a longer name wraps by word, with the amount on its first line', () => {
    const left = 'Brambleway Grain-free Chicken and Pumpkin Puppy Food 24 lb'
    expect(textsOf({ type: 'row', left, right: '58.99', indent: 2 })).toEqual([
      '  Brambleway Grain-free Chicken and        58.99',
      '  Pumpkin Puppy Food 24 lb',
    ])
  })

  test('a name without spaces is broken where the columns end', () => {
    expect(textsOf({ type: 'row', left: 'x'.repeat(50), right: '1.00' })).toEqual([
      `${'x'.repeat(38)}      1.00`,
      'x'.repeat(12),
    ])
  })

  test('a name of 4,000 characters ends in dots on its second line', () => {
    const lines = textsOf({ type: 'row', left: 'word '.repeat(800), right: '1.00' })
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(/\.\.\.$/)
  })

  test('an amount that does not fit beside its name gets its own line and stays whole', () => {
    const block: Block = { type: 'row', left: 'TOTAL', right: '$100,000.00', size: 'double' }
    expect(textsOf(block, 32)).toEqual(['TOTAL', '     $100,000.00'])
  })

  test('two facts share a line as long as both fit', () => {
    const block: Block = { type: 'row', left: 'Order 0042', right: 'Mar 20, 2025  17:43' }
    expect(textsOf(block, 32)).toEqual(['Order 0042   Mar 20, 2025  17:43'])
  })
})

describe('narrow paper', () => {
  test('a name has 24 columns and three lines beside its amount', () => {
    const left = 'Brambleway Grain-free Salmon and Pumpkin Puppy Food 24 lb'
    expect(textsOf({ type: 'row', left, right: '64.49' }, 32)).toEqual([
      'Brambleway Grain-free      64.49',
      'Salmon and Pumpkin Puppy',
      'Food 24 lb',
    ])
  })

  test('a name without an amount has the whole line', () => {
    const left = 'Brambleway Salmon Cat Pouch 3 oz'
    expect(textsOf({ type: 'row', left, right: '' }, 32)).toEqual([left])
  })

  test('text in the middle is broken evenly', () => {
    const text = '418 Pine Street, Seattle, WA 98101'
    expect(textsOf({ type: 'text', text, align: 'center' }, 32)).toEqual([
      '        418 Pine Street,',
      '       Seattle, WA 98101',
    ])
  })

  test('text in the middle that is too long still ends in dots on its twelfth line', () => {
    const block: Block = { type: 'text', text: 'word '.repeat(800), align: 'center' }
    const lines = textsOf(block, 32)
    expect(lines).toHaveLength(12)
    expect(lines.at(-1)).toMatch(/\.\.\.$/)
  })
})

describe('text from outside', () => {
  test('control characters are seen as question marks and never as commands', () => {
    expect(textsOf({ type: 'text', text: 'a\u001bp\u0000b\u0085c\u009bd\u007fe' })).toEqual([
      'a?p?b c?d?e',
    ])
  })

  test('bidirectional and zero-width marks disappear', () => {
    expect(textsOf({ type: 'text', text: '\u202e99.0\u200b\u2066\ufeff' })).toEqual(['99.0'])
  })

  test('typographic signs become plain ones and accents stay on their letter', () => {
    expect(textsOf({ type: 'text', text: '“Cafe\u0301” – it’s 5\u202f€…' })).toEqual([
      '"Café" - it\'s 5 €...',
    ])
  })

  test('writing without single-cell letters becomes question marks, one a character', () => {
    expect(textsOf({ type: 'text', text: '猫 🐈 مرحبا' })).toEqual(['? ? ?????'])
  })

  test('a code that no printer could take as it is, is left out', () => {
    expect(layoutReceipt(documentOf([{ type: 'qr', data: 'a\u001bp' }], 48))).toEqual([])
    expect(layoutReceipt(documentOf([{ type: 'qr', data: 'x'.repeat(201) }], 48))).toEqual([])
  })
})

test('no line is wider than the paper, whatever the text', () => {
  const text = fc.string({ unit: 'binary', maxLength: 120 })
  const size = fc.constantFrom('normal', 'double')
  const align = fc.constantFrom('left', 'center', 'right')
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ type: fc.constant('text'), text, size, align }),
    fc.record({ type: fc.constant('row'), left: text, right: text, size, indent: fc.nat(10) }),
  )
  fc.assert(
    fc.property(
      fc.array(block, { maxLength: 6 }),
      fc.constantFrom(64, 48, 42, 35, 32, 30),
      (blocks, width) => {
        for (const line of layoutReceipt(documentOf(blocks, width))) {
          if (line.type !== 'text') continue
          expect([...line.text].length).toBe(line.text.length)
          expect(line.text.length).toBeLessThanOrEqual(columnsOf(line.size, width))
          expect(line.text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
        }
      },
    ),
    { numRuns: 500 },
  )
})

function documentOf(
  blocks: readonly Block[],
  columns: ReceiptDocument['columns'],
): ReceiptDocument {
  return { columns, blocks }
}

function textsOf(block: Block, columns: ReceiptDocument['columns'] = 48): readonly string[] {
  return layoutReceipt(documentOf([block], columns)).map((line) =>
    line.type === 'text' ? line.text : line.type,
  )
}
