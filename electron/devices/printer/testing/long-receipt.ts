import type { Block, ReceiptDocument } from '../../../../shared/receipt/document'
import { RECEIPT_0042 } from '../../../../shared/receipt/fixtures'

const MORE: readonly Block[] = Array.from({ length: 30 }, (_, i) => ({
  type: 'row',
  left: `Brambleway Salmon Cat Pouch 3 oz, tray ${i + 1}`,
  right: '1.89',
}))

/** The running example with thirty lines more. */
export const LONG_RECEIPT: ReceiptDocument = {
  ...RECEIPT_0042,
  blocks: [...RECEIPT_0042.blocks.slice(0, 8), ...MORE, ...RECEIPT_0042.blocks.slice(8)],
}

/** The receipt of the customer after that. */
export const NEXT_RECEIPT: ReceiptDocument = {
  columns: 48,
  blocks: [
    { type: 'text', text: 'PAWS ON PINE', align: 'center', bold: true },
    { type: 'row', left: 'Order 0043', right: 'Mar 20, 2025  17:55' },
    { type: 'row', left: 'Fetchwell Rope Toy M', right: '9.50' },
    { type: 'row', left: 'TOTAL', right: '$10.26', bold: true, size: 'double' },
  ],
}
