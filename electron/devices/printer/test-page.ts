import type { ReceiptDocument } from '../../../shared/receipt/document'

/**
 * What "Print this test" prints: enough to see that width, weight, sizes, logo, codes and cutter are right, and
 * that the code pages are those of this printer: each line of letters says what it must look like.
 */
export const TEST_PAGE: ReceiptDocument = {
  columns: 48,
  blocks: [
    { type: 'logo' },
    { type: 'text', text: 'PRINTER TEST', align: 'center', bold: true, size: 'double' },
    { type: 'rule' },
    { type: 'row', left: 'Left edge', right: 'Right edge' },
    { type: 'row', left: 'Bold', right: '12.34', bold: true },
    { type: 'row', left: 'Large', right: '12.34', size: 'double' },
    { type: 'rule' },
    { type: 'row', left: 'Café, crème, jalapeño', right: 'accents' },
    { type: 'row', left: '5 € for Ø and ß', right: 'euro' },
    { type: 'row', left: 'Příliš žluťoučký', right: 'Czech' },
    { type: 'row', left: 'Корм для собак', right: 'Russian' },
    { type: 'text', text: 'Wrong letters? The model is not this printer.' },
    { type: 'rule' },
    { type: 'barcode', data: 'TEST-0042' },
    { type: 'text', text: 'TEST-0042', align: 'center' },
    { type: 'blank' },
    { type: 'barcode', data: '4006381333931', symbology: 'ean13' },
    { type: 'text', text: '4006381333931', align: 'center' },
    { type: 'blank' },
    { type: 'qr', data: 'printer-test' },
    { type: 'text', text: 'If the paper is cut below this line, all is well.', align: 'center' },
  ],
}
