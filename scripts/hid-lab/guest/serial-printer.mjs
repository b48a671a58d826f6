/*
 * A receipt printer behind a USB serial adapter: the adapter is qemu's FTDI, the driver is the kernel's, and
 * at the other end of the cable is the sandbox's printer.
 */
import { existsSync } from 'node:fs'
import { check, note, until } from './checks.mjs'
import { MachineControl } from './machine-control.mjs'
import { machinePort, Port } from './port.mjs'
import { printerOn } from './printer-on.mjs'
import { virtualPrinter } from './virtual-printer.mjs'

const PATH = '/dev/ttyUSB0'
const SLOW_LINE_MS = 1500
const PLUGGED = { 'always-plugged': true }

/** Prints, asks, and pulls the cable in the middle of a receipt. */
export async function checkSerialPrinter(product, serialport) {
  const control = new MachineControl()
  await control.open()
  const paper = virtualPrinter(product, (onBytes) => new Port(machinePort('cable'), onBytes))
  const plug = () => control.plug('usb-serial', 'adapter', { chardev: 'cable-near', ...PLUGGED })

  await plug()
  const listed = await until(async () =>
    (await serialport.SerialPort.list()).find((port) => port.path === PATH),
  )
  note(JSON.stringify(listed))
  check(
    'the adapter is listed as 0403:6001',
    listed?.vendorId === '0403' && listed?.productId === '6001',
  )

  const { device, printer } = printerOn(
    product,
    product.serialWire({ path: PATH, baudRate: 115_200 }, product.systemClock),
  )
  const isReady = () => device.status.status === 'ready'
  check('the terminal connects to it', await until(isReady), JSON.stringify(device.status))
  const status = await printer.check()
  check(
    'asked, the printer says that it is ready',
    status.condition === 'ready',
    JSON.stringify(status),
  )
  paper.mechanism.set({ coverOpen: true })
  check('with its cover open it says so', (await printer.check()).condition === 'cover-open')
  paper.mechanism.set({ coverOpen: false })

  const { receipt, text } = paper.receipt
  const first = await printer.print('receipt-1', receipt)
  check('a receipt ends as printed', first.outcome === 'printed', JSON.stringify(first))
  check('its paper is the receipt, letter by letter', paper.papers.at(-1) === text)
  const pulse = await printer.pulse('drawer-1')
  check(
    'the drawer opens once',
    pulse.outcome === 'pulsed' && paper.pulses() === 1,
    JSON.stringify(pulse),
  )

  paper.mechanism.setSlow(SLOW_LINE_MS)
  const lines = paper.lines()
  const second = printer.print('receipt-2', receipt)
  await until(() => paper.lines() > lines + 2)
  await control.pull('adapter')
  const torn = await second
  check(
    'pulled out in the middle of a receipt it is unknown',
    torn.outcome === 'unknown',
    JSON.stringify(torn),
  )
  check('and the reason is the connection', torn.code === 'not-connected')
  check(
    'the status says that the cable is out',
    !isReady() && printer.status().condition === 'not-connected',
    JSON.stringify(device.status),
  )
  const away = await printer.print('receipt-3', receipt)
  check(
    'a receipt meanwhile is not printed, for certain',
    away.outcome === 'not-printed',
    JSON.stringify(away),
  )

  paper.mechanism.powerCycle()
  paper.mechanism.setSlow(0)
  const papers = paper.papers.length
  await until(() => !existsSync(PATH))
  const began = Date.now()
  await plug()
  check('plugged in again it is found', await until(isReady), JSON.stringify(device.status))
  note(`ready ${Date.now() - began} ms after plugging in`)
  const next = await printer.print('receipt-4', receipt)
  check('the next receipt ends as printed', next.outcome === 'printed', JSON.stringify(next))
  const since = paper.papers.slice(papers)
  const pieces = since.slice(0, -1)
  check('on a paper of its own', since.at(-1) === text, since.join('\n-----\n'))
  check(
    'and all that came before is what was torn off',
    pieces.every((piece) => text.startsWith(piece)),
    pieces.join('\n-----\n'),
  )
  check('and the drawer stayed shut', paper.pulses() === 1)

  printer.close()
  await device.stop()
  await control.pull('adapter')
  await checkOtherPath(product, control, paper)
  paper.close()
  control.close()
}

/** Known by what it says of itself: another adapter in its place gets no receipt. */
async function checkOtherPath(product, control, paper) {
  const device = { vendorId: '0403', productId: '6001', serialNumber: 'PRINTER1' }
  const settings = { path: PATH, baudRate: 115_200, device }
  const { receipt, text } = paper.receipt
  await until(() => !existsSync(PATH))
  await control.addNowhere('nowhere')
  await control.plug('usb-serial', 'stranger', { chardev: 'nowhere', serial: 'OTHER1', ...PLUGGED })
  await until(() => existsSync(PATH))
  const { device: link, printer } = printerOn(
    product,
    product.serialWire(settings, product.systemClock),
  )
  const stranger = await until(() => link.status.failure === 'wrong-device')
  check('another adapter under its path is not opened', stranger, JSON.stringify(link.status))
  await control.plug('usb-serial', 'adapter', {
    chardev: 'cable-near',
    serial: device.serialNumber,
    ...PLUGGED,
  })
  const ready = await until(() => link.status.status === 'ready')
  check('its own is found under another path', ready, JSON.stringify(link.status))
  const papers = paper.papers.length
  const { outcome } = await printer.print('receipt-5', receipt)
  const came = paper.papers.length > papers && paper.papers.at(-1).endsWith(text)
  check('and prints there', outcome === 'printed' && came, outcome)
  printer.close()
  await link.stop()
  await control.pull('adapter')
  await control.pull('stranger')
}
