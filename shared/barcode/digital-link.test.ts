import { expect, it } from 'vitest'
import { parseDigitalLink } from './digital-link'

const GTIN = '09506000134352'

it.each([
  [
    `https://id.gs1.org/01/${GTIN}/10/LOT1?17=261231`,
    [
      ['01', GTIN],
      ['10', 'LOT1'],
      ['17', '261231'],
    ],
  ],
  [`https://example.com/01/${GTIN}`, [['01', GTIN]]],
  [`HTTPS://EXAMPLE.COM/01/${GTIN}/`, [['01', GTIN]]],
  [`http://brand.example/eu/pet-food/01/9506000134352`, [['01', GTIN]]],
  ['https://example.com/01/96385074', [['01', '00000096385074']]],
  ['https://example.com/01/036000291452', [['01', '00036000291452']]],
  [
    `https://example.com/01/${GTIN}/22/2A/10/A%2FB/21/S1?3103=001234&utm_source=x&3922=599#top`,
    [
      ['01', GTIN],
      ['22', '2A'],
      ['10', 'A/B'],
      ['21', 'S1'],
      ['3103', '001234'],
      ['3922', '599'],
    ],
  ],
  [
    `https://example.com/01/${GTIN}/235/XYZ`,
    [
      ['01', GTIN],
      ['235', 'XYZ'],
    ],
  ],
] as const)('%s is read', (link, expected) => {
  const parsed = parseDigitalLink(link)
  expect(parsed.ok && parsed.value.map(({ ai, value }) => [ai, value])).toEqual(expected)
})

it.each([
  ['PROMO-SPRING5', 'not-a-link'],
  [`ftp://example.com/01/${GTIN}`, 'not-a-link'],
  ['https://example.com', 'not-a-link'],
  ['https://example.com/about', 'no-article'],
  ['https://example.com/01', 'no-article'],
  ['https://example.com/01/09506000134353', 'value-wrong'],
  ['https://example.com/01/123', 'value-wrong'],
  [`https://example.com/01/${GTIN}/10`, 'qualifiers-wrong'],
  [`https://example.com/01/${GTIN}/21/A/10/B`, 'qualifiers-wrong'],
  [`https://example.com/01/${GTIN}/235/A/10/B`, 'qualifiers-wrong'],
  [`https://example.com/01/${GTIN}/17/261231`, 'qualifiers-wrong'],
  [`https://example.com/01/${GTIN}/10/%GG`, 'value-wrong'],
  [`https://example.com/01/${GTIN}?17=261301`, 'value-wrong'],
  [`https://example.com/01/${GTIN}?17=261231&17=261230`, 'identifier-repeated'],
  [`https://example.com/01/${GTIN}?${'17=261231&'.repeat(100)}`, 'value-wrong'],
])('%s is refused: %s', (link, fault) => {
  expect(parseDigitalLink(link)).toEqual({ ok: false, error: fault })
})
