import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { ReceiptDocument } from '../../shared/receipt/document'
import { RECEIPT_0042 } from '../../shared/receipt/fixtures'
import { layoutReceipt } from '../../shared/receipt/layout'
import { ReceiptPaper } from './receipt-paper'

const HTML = renderToStaticMarkup(<ReceiptPaper document={RECEIPT_0042} />)

test('the paper in the window has the lines of the printed receipt', () => {
  const shown = [...HTML.matchAll(/<div class="receipt-line[^"]*">([^<]*)<\/div>/g)].map(
    (m) => m[1],
  )
  const laid = layoutReceipt(RECEIPT_0042).flatMap((l) => (l.type === 'text' ? [l.text] : []))
  expect(shown).toEqual(laid)
})

test('the total is bold and of double size', () => {
  expect(HTML).toContain('<div class="receipt-line receipt-bold receipt-double">TOTAL ')
})

test('the QR code is a picture of 25 modules in the page itself', () => {
  expect(HTML).toContain('viewBox="0 0 25 25"')
})

test('a screen reader gets the text once, in one piece', () => {
  expect(HTML).toContain('<div class="receipt-lines" aria-hidden="true">')
  expect(HTML).toContain('<pre class="receipt-text">                  PAWS ON PINE\n')
})

test('the paper is as wide as the columns of the document, and hostile text stays text', () => {
  const document: ReceiptDocument = {
    columns: 35,
    blocks: [
      { type: 'text', text: '<img src=x onerror=alert(1)>' },
      { type: 'barcode', data: '</svg><script>' },
    ],
  }
  const html = renderToStaticMarkup(<ReceiptPaper document={document} />)
  expect(html.match(/ style="[^"]*"/g)).toEqual([' style="width:35ch"'])
  expect(html).not.toMatch(/<img|<script/)
})
