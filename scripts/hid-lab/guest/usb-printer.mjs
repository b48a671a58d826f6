/*
 * A receipt printer of the USB printer class, without an adapter: the kernel's usblp makes a device file of it.
 */
import { existsSync, readdirSync } from 'node:fs'
import { check, note, until } from './checks.mjs'
import { Port } from './port.mjs'
import { printerOn } from './printer-on.mjs'
import { UsbGadget } from './usb-gadget.mjs'
import { virtualPrinter } from './virtual-printer.mjs'

const CLASS = '/sys/class/usbmisc'
const PRINTER = {
  vendorId: '04b8',
  productId: '0202',
  manufacturer: 'EPSON',
  product: 'TM-T20',
  serialNumber: 'P0001',
}
const OWN_END = '/dev/g_printer0'
const SLOW_LINE_MS = 1500

/** Prints through a device file, asks, and pulls the printer out in the middle of a receipt. */
export async function checkUsbPrinter(product) {
  const gadget = new UsbGadget('printer', PRINTER, {
    'printer.0': { pnp_string: 'MFG:EPSON;MDL:TM-T20;CMD:ESC/POS;CLS:PRINTER;', q_len: '10' },
  })
  gadget.plug()
  const path = await until(printerFile)
  check('the kernel makes a device file of it', path !== null)
  if (path === null) return
  note(path)
  const paper = virtualPrinter(product, (onBytes) => new Port(OWN_END, onBytes))
  const { device, printer } = printerOn(product, product.fileWire({ path }, product.systemClock))
  const isReady = () => device.status.status === 'ready'
  check('the terminal opens it', await until(isReady), JSON.stringify(device.status))
  const status = await printer.check()
  check('asked, it says that it is ready', status.condition === 'ready', JSON.stringify(status))
  const { receipt, text } = paper.receipt
  const first = await printer.print('receipt-1', receipt)
  check('a receipt ends as printed', first.outcome === 'printed', JSON.stringify(first))
  check('its paper is the receipt, letter by letter', paper.papers.at(-1) === text)

  paper.mechanism.setSlow(SLOW_LINE_MS)
  const lines = paper.lines()
  const second = printer.print('receipt-2', receipt)
  await until(() => paper.lines() > lines + 2)
  gadget.pull()
  const torn = await second
  check(
    'pulled out in the middle of a receipt it is unknown',
    torn.outcome === 'unknown',
    torn.code,
  )
  check('and the terminal knows', await until(() => !isReady()), JSON.stringify(device.status))
  const away = await printer.print('receipt-3', receipt)
  check(
    'a receipt meanwhile is not printed, for certain',
    away.outcome === 'not-printed',
    away.code,
  )
  paper.close()

  gadget.plug()
  await until(printerFile)
  const again = virtualPrinter(product, (onBytes) => new Port(OWN_END, onBytes))
  check('plugged in again it is found', await until(isReady), JSON.stringify(device.status))
  const next = await printer.print('receipt-4', receipt)
  const came = again.papers.at(-1) === text
  check('the next receipt ends as printed', next.outcome === 'printed' && came, next.outcome)
  check('and nothing old came out before it', again.papers.length === 1, again.papers.join())
  printer.close()
  await device.stop()
  again.close()
  gadget.pull()
}

/** Not always lp0: other drivers draw from the same numbers. */
function printerFile() {
  const name = listOf(CLASS).find((entry) => entry.startsWith('lp'))
  const path = `/dev/usb/${name}`
  return name !== undefined && existsSync(path) ? path : null
}

function listOf(folder) {
  return existsSync(folder) ? readdirSync(folder) : []
}
