/*
 * The terminal's own device modules as one file that plain Node.js can run in the machine. Only the native
 * packages stay outside. What the guest's tests may use is listed here and nowhere else.
 */
import { build } from 'esbuild'
import { join } from 'node:path'
import { OUT, ROOT } from '../paths.mjs'

const EXPORTS = {
  './electron/devices/clock': ['systemClock'],
  './electron/devices/device': ['Device'],
  './electron/devices/wire/serial': ['serialWire'],
  './electron/devices/wire/file': ['fileWire'],
  './electron/devices/wire/hid': ['hidWire'],
  './electron/devices/wire/testing/hid-port-suite': ['HID_PORT_PROMISES'],
  './electron/devices/wire/node-hid': ['nodeHidPort'],
  './electron/devices/scanner/hid-scanner': ['HidScanner'],
  './electron/devices/scanner/serial-scanner': ['SerialScanner'],
  './electron/devices/printer/driver': ['EscPosPrinter'],
  './electron/devices/printer/escpos': ['encodeReceipt'],
  './electron/devices/printer/model': ['printerModel'],
  './renderer/screens/devices/udev-rules': ['UDEV_RULES'],
  './sandbox/hid/virtual-hid-scanner': ['HID_SCANNERS', 'scanReports'],
  './sandbox/printer/mechanism': ['PrinterMechanism'],
  './sandbox/printer/font': ['printerFont'],
  './shared/receipt/fixtures': ['RECEIPT_0042'],
  './shared/receipt/layout': ['receiptText'],
}

/** Bundles them and answers the file. */
export async function bundleProduct() {
  const outfile = join(OUT, 'hid-lab', 'product.mjs')
  const lines = Object.entries(EXPORTS).map(
    ([file, names]) => `export { ${names.join(', ')} } from '${file}'\n`,
  )
  await build({
    stdin: { contents: lines.join(''), resolveDir: ROOT, sourcefile: 'product.ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['serialport', 'node-hid'],
    // Bundled CommonJS packages still ask for what Node.js brings.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    charset: 'utf8',
    logLevel: 'warning',
  })
  return outfile
}
