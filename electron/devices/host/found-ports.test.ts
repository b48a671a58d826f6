import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Fault } from '../../../shared/fault'
import type { HidDeviceInfo } from '../wire/hid-port'
import type { SerialEntry } from '../wire/serial-list'
import { listUsbPrinters } from '../wire/usb-printers'
import { findPorts, PORTS_MAX } from './found-ports'

const words = (
  vendorId: string | null,
  product: string | null,
  manufacturer: string | null = null,
) => ({ vendorId, productId: '0001', serialNumber: null, manufacturer, product }) as const

const serial = (path: string, entry: ReturnType<typeof words>): SerialEntry => ({ path, ...entry })

const hid = (vendorId: string, usagePage: number | null, usage: number | null): HidDeviceInfo => ({
  path: `/dev/hidraw-${vendorId}-${usagePage}-${usage}`,
  ...words(vendorId, null),
  vendorId,
  productId: '0001',
  usagePage,
  usage,
  inUse: false,
})

function portsOf(found: {
  readonly serial?: readonly SerialEntry[]
  readonly files?: readonly SerialEntry[]
  readonly hid?: readonly HidDeviceInfo[]
}) {
  return findPorts({
    listSerial: () => Promise.resolve(found.serial ?? []),
    listUsbPrinters: () => Promise.resolve(found.files ?? []),
    hid: {
      list: () => Promise.resolve(found.hid ?? []),
      open: () => Promise.reject(new Fault('port-not-found', 'later', '')),
    },
  })
}

it.each([
  ['a scanner that says so', words('1234', 'Barcode Scanner'), 'scanner'],
  ['a scanner by its maker', words('05e0', null), 'scanner'],
  ['a printer by its maker', words('04b8', null), 'printer'],
  ['a printer that says so', words('1234', 'USB Receipt Printer'), 'printer'],
  ['an adapter, behind which anything may be', words('0403', 'FT232R USB UART'), 'unknown'],
  ['a port of the board', words(null, null), 'unknown'],
])('%s', async (_, entry, whatItIs) => {
  expect(await portsOf({ serial: [serial('/dev/ttyACM0', entry)] })).toMatchObject([
    { kind: 'serial', path: '/dev/ttyACM0', whatItIs },
  ])
})

it('a scanner that types is told from an ordinary keyboard, which is none of our business', async () => {
  const devices = [hid('05e0', 0x01, 0x06), hid('046d', 0x01, 0x06), hid('046d', 0x01, 0x02)]
  expect(await portsOf({ hid: devices })).toMatchObject([
    { kind: 'hid', vendorId: '05e0', whatItIs: 'keyboard-scanner' },
  ])
})

it('a scanner that is several things at once is one scanner', async () => {
  const devices = [hid('0c2e', 0xff01, 1), hid('0c2e', 0x8c, 2), hid('0c2e', 0x01, 0x06)]
  expect(await portsOf({ hid: devices })).toMatchObject([
    { vendorId: '0c2e', whatItIs: 'scanner', path: '/dev/hidraw-0c2e-140-2' },
  ])
})

it('what the system has too much of is cut', async () => {
  const many = Array.from({ length: 500 }, (_, n) => serial(`/dev/ttyS${n}`, words(null, null)))
  expect((await portsOf({ serial: many })).length).toBe(PORTS_MAX)
})

it('a USB printer is a device file with what the printer says of itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'usb-printers-'))
  const [files, known, usb] = ['usb', 'usbmisc', '1-1'].map((name) => join(folder, name))
  if (!files || !known || !usb) throw new Error('three folders')
  await mkdir(files)
  await mkdir(join(usb, '1-1:1.0'), { recursive: true })
  await mkdir(join(known, 'lp0'), { recursive: true })
  await symlink(join(usb, '1-1:1.0'), join(known, 'lp0', 'device'))
  await writeFile(join(usb, 'idVendor'), '04b8\n')
  await writeFile(join(usb, 'idProduct'), '0e15\n')
  await writeFile(join(usb, 'serial'), 'X1\n')
  for (const name of ['lp0', 'hiddev0']) await writeFile(join(files, name), '')
  expect(await listUsbPrinters({ known, files })).toEqual([
    {
      path: join(files, 'lp0'),
      vendorId: '04b8',
      productId: '0e15',
      serialNumber: 'X1',
      manufacturer: null,
      product: null,
    },
  ])
  expect(await listUsbPrinters({ known, files: join(folder, 'none') })).toEqual([])
  await rm(folder, { recursive: true })
})
