/*
 * The device tests, inside the machine: main.mjs <the product> [names of groups]. The last line says how
 * many checks passed and failed.
 */
import { release } from 'node:os'
import { group, note, total } from './checks.mjs'
import { checkHidPort } from './hid-port.mjs'
import { checkHidPrinter } from './hid-printer.mjs'
import { checkHidScanner, checkOddScanners } from './hid-scanner.mjs'
import { checkSerialPrinter } from './serial-printer.mjs'
import { checkSerialScanner } from './serial-scanner.mjs'
import { checkUsbHidScanner } from './usb-hid-scanner.mjs'
import { checkUsbPrinter } from './usb-printer.mjs'

const [productFile = '', ...names] = process.argv.slice(2)
const product = await import(productFile)
const { createRequire } = await import('node:module')
const need = createRequire(productFile)

const GROUPS = {
  'hid-port': { title: 'The promises of a HID port', run: () => checkHidPort(product) },
  'hid-scanner': { title: 'A scanner in HID POS mode', run: () => checkHidScanner(product) },
  'odd-scanners': {
    title: 'Scanners that are not what they should be',
    run: () => checkOddScanners(product),
  },
  'usb-hid-scanner': {
    title: 'A USB scanner with two interfaces, and its rights',
    run: () => checkUsbHidScanner(product),
  },
  'serial-printer': {
    title: 'A receipt printer behind a USB serial adapter',
    run: () => checkSerialPrinter(product, need('serialport')),
  },
  'hid-printer': {
    title: 'A receipt printer that is a HID device',
    run: () => checkHidPrinter(product),
  },
  'usb-printer': {
    title: 'A receipt printer of the USB printer class',
    run: () => checkUsbPrinter(product),
  },
  'serial-scanner': {
    title: 'A scanner set to USB serial',
    run: () => checkSerialScanner(product, need('serialport')),
  },
}

note(`Linux ${release()}, Node.js ${process.version}`)
for (const [name, { title, run }] of Object.entries(GROUPS)) {
  if (names.length === 0 || names.includes(name)) await group(title, run)
}
process.exit(total())
