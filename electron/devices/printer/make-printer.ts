import type { PrinterSettings } from '../../../shared/device-settings'
import type { Clock } from '../clock'
import type { PrinterLink } from '../wire/link'
import { EscPosPrinter } from './driver'
import type { DriverTimes } from './driver-times'
import type { PrinterModel } from './model'
import { PIECE_BYTES_MAX } from './pieces'
import type { ReceiptPrinter } from './port'
import { StarPrinter } from './star-driver'

/** What the driver has to know of a printer's settings. */
export type PrinterPlace = Pick<PrinterSettings, 'connection' | 'drawerOpenLevel'>

/** The driver for a printer's language and road. */
export function makePrinter(
  { connection, drawerOpenLevel }: PrinterPlace,
  model: PrinterModel,
  road: { readonly link: PrinterLink; readonly clock: Clock; readonly times?: DriverTimes },
): ReceiptPrinter {
  const isSerial = connection.transport === 'serial'
  // Without a handshake the cable never holds the till back, and what the printer has no room for is lost.
  const pieceBytes = isSerial && connection.flowControl === 'none' ? PIECE_BYTES_MAX : null
  const mayBeOneWay = connection.transport === 'file'
  const parts = { ...road, model, pieceBytes, drawerOpenLevel, mayBeOneWay }
  return model.language === 'esc-pos' ? new EscPosPrinter(parts) : new StarPrinter(parts)
}
