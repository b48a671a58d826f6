import { unreachable } from '../../../shared/assert'
import type { ReceiptDocument } from '../../../shared/receipt/document'
import { encodeReceipt, type EncodeOptions } from './escpos'
import type { PrinterModel } from './model'
import { encodeStarReceipt } from './star'

/** The bytes of a receipt in the language of the printer; the same for the same document and model. */
export function receiptBytes(
  document: ReceiptDocument,
  model: PrinterModel,
  options: EncodeOptions = {},
): Uint8Array {
  switch (model.language) {
    case 'esc-pos':
      return encodeReceipt(document, model, options)
    case 'star-line':
    case 'star-prnt':
      return encodeStarReceipt(document, model, options)
    default:
      return unreachable(model.language)
  }
}
