import type { ReceiptDocument } from '../../../shared/receipt/document'

/** What "Print this test" prints: enough to see that width, weight, sizes, code page and cutter are right. */
export const TEST_PAGE: ReceiptDocument = {
  columns: 48,
  blocks: [
    { type: 'text', text: 'PRINTER TEST', align: 'center', bold: true, size: 'double' },
    { type: 'rule' },
    { type: 'row', left: 'Left edge', right: 'Right edge' },
    { type: 'row', left: 'Bold', right: '12.34', bold: true },
    { type: 'text', text: 'Café, crème, jalapeño' },
    { type: 'rule' },
    { type: 'qr', data: 'printer-test' },
    { type: 'text', text: 'If the paper is cut below this line, all is well.', align: 'center' },
  ],
}
