import { expect, it } from 'vitest'
import { parseAim } from './aim'

it.each([
  [']E04006381333931', ']E0', 'ean-upc', '4006381333931'],
  [']E496385074', ']E4', 'ean-8', '96385074'],
  [']C0SKU-12', ']C0', 'code-128', 'SKU-12'],
  [']C1010950600013435210LOT', ']C1', 'gs1-128', '010950600013435210LOT'],
  [']e00112312312312333', ']e0', 'databar', '0112312312312333'],
  [']Q1PROMO-SPRING5', ']Q1', 'qr', 'PROMO-SPRING5'],
  [']d1X', ']d1', 'data-matrix', 'X'],
  [']Z6REV', ']Z6', 'scanner-message', 'REV'],
  [']X0978', ']X0', 'other', '978'],
  [']E0', ']E0', 'ean-upc', ''],
])('%s is marked %s: %s, %s', (text, identifier, symbology, code) => {
  expect(parseAim(text)).toEqual({ identifier, symbology, code })
})

it.each(['4006381333931', ']', ']E', ']-0X', '', 'A]E0'])('%j carries no identifier', (text) => {
  expect(parseAim(text)).toEqual({ identifier: null, symbology: null, code: text })
})
