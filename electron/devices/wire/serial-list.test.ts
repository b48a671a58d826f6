import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listSerial, serialPortsOfLinux } from './serial-list'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serial-list-'))
})

afterEach(() => rm(folder, { recursive: true }))

/** Lays out one port as the kernel does. */
async function port(name: string, device: string, files: Readonly<Record<string, string>>) {
  const at = join(folder, 'devices', device)
  await mkdir(at, { recursive: true })
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(folder, 'devices', file, '..'), { recursive: true })
    await writeFile(join(folder, 'devices', file), `${text}\n`)
  }
  await mkdir(join(folder, 'tty', name), { recursive: true })
  await symlink(at, join(folder, 'tty', name, 'device'))
}

const list = () => serialPortsOfLinux(join(folder, 'tty'))

it('a USB adapter says what its device is, three folders above its port', async () => {
  await port('ttyUSB0', '1-1/1-1:1.0/ttyUSB0', {
    '1-1/idVendor': '0403',
    '1-1/idProduct': '6001',
    '1-1/serial': 'A10K',
    '1-1/manufacturer': 'FTDI',
    '1-1/product': 'FT232R USB UART',
  })
  expect(await list()).toEqual([
    {
      path: '/dev/ttyUSB0',
      vendorId: '0403',
      productId: '6001',
      serialNumber: 'A10K',
      manufacturer: 'FTDI',
      product: 'FT232R USB UART',
    },
  ])
})

it('a device without a number has none', async () => {
  await port('ttyACM0', '1-2/1-2:1.0', { '1-2/idVendor': '05e0', '1-2/idProduct': '1701' })
  expect(await list()).toMatchObject([{ path: '/dev/ttyACM0', serialNumber: null, product: null }])
})

it('a port of the board is listed, and one that is only a name is not', async () => {
  await port('ttyS0', 'board/ttyS0', {})
  await port('ttyS1', 'board/ttyS1', {})
  await writeFile(join(folder, 'tty', 'ttyS0', 'type'), '4\n')
  await writeFile(join(folder, 'tty', 'ttyS1', 'type'), '0\n')
  await mkdir(join(folder, 'tty', 'console'))
  expect(await list()).toMatchObject([{ path: '/dev/ttyS0', vendorId: null }])
})

it('a computer without that folder has no ports', async () => {
  expect(await serialPortsOfLinux(join(folder, 'missing'))).toEqual([])
})

it('the ports of this computer can be listed', async () => {
  for (const { path } of await listSerial()) expect(path).not.toBe('')
})
