/*
 * A scanner set to USB serial (CDC-ACM): the kernel's cdc-acm makes a port of it, whatever its speed.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { check, note, until } from './checks.mjs'
import { Port } from './port.mjs'
import { UsbGadget } from './usb-gadget.mjs'

const PATH = '/dev/ttyACM0'
const OWN_END = '/dev/ttyGS0'
const SCANNER = {
  vendorId: '05e0',
  productId: '1701',
  manufacturer: 'Symbol',
  product: 'CDC Scanner',
  serialNumber: 'S0001',
}
const CODE = '4006381333931'
const QR = `https://example.com/01/09506000134352/21/${'A1'.repeat(90)}`

/** Reads codes, pulls the scanner out, and reads again. */
export async function checkSerialScanner(product, serialport) {
  const gadget = new UsbGadget('serial-scanner', SCANNER, { 'acm.0': {} })
  gadget.plug()
  const listed = await until(async () =>
    (await serialport.SerialPort.list()).find((port) => port.path === PATH),
  )
  note(JSON.stringify(listed))
  check(
    'it is listed with its maker, model and number',
    listed?.vendorId === '05e0' && listed?.serialNumber === 'S0001',
  )
  const codes = []
  let rejected = 0
  const scanner = new product.SerialScanner(
    product.serialWire({ path: PATH }, product.systemClock),
    product.systemClock,
    {
      onScan: (reading) => codes.push(reading.code),
      onRejected: () => (rejected += 1),
      onStatus: () => undefined,
    },
  )
  const isReady = () => scanner.status.status === 'ready'
  scanner.start()
  check('the terminal connects to it', await until(isReady), JSON.stringify(scanner.status))
  let own = openOwnEnd()
  own.write(Buffer.from(`]E0${CODE}\r\n`))
  await until(() => codes.length >= 1)
  check('a code is read', codes.join() === CODE, codes.join())
  own.write(Buffer.from(`]Q1${QR}\r`))
  await until(() => codes.length >= 2)
  check('a long code in several packets is one scan', codes[1] === QR, codes[1])
  own.close()
  gadget.pull()
  check(
    'pulled out it says that the cable is out',
    await until(
      () => scanner.status.failure === 'cable-out' || scanner.status.failure === 'port-not-found',
    ),
    JSON.stringify(scanner.status),
  )
  await until(() => !existsSync(PATH))
  gadget.plug()
  check('plugged in again it is found', await until(isReady), JSON.stringify(scanner.status))
  own = openOwnEnd()
  own.write(Buffer.from(`]E0${CODE}\r\n`))
  await until(() => codes.length >= 3)
  check('and read', codes.length === 3 && codes[2] === CODE, codes.slice(2).join())
  check('no code was thrown away', rejected === 0, String(rejected))
  await scanner.stop()
  own.close()
  gadget.pull()
}

/** Without this the device's end would echo and change line ends. */
function openOwnEnd() {
  execFileSync('stty', ['-F', OWN_END, 'raw', '-echo'])
  return new Port(OWN_END, () => undefined)
}
