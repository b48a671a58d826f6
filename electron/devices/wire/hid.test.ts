import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startHidBus, type BusDevice, type VirtualHidBus } from '../../../sandbox/hid/bus'
import { systemClock } from '../clock'
import { hidBusPort } from './hid-bus'
import { hidWire, listHid } from './hid'
import { wireFailureOf, type Wire } from './wire'

const IDENTITY = { vendorId: '04b3', productId: '4535', serialNumber: null }

let bus: VirtualHidBus
let device: BusDevice
let heard: string[]
let received: number[]
let closed: string[]

beforeEach(async () => {
  heard = []
  received = []
  closed = []
  bus = await startHidBus()
  device = {
    ...IDENTITY,
    path: '/dev/hidraw4',
    manufacturer: 'Sandbox',
    product: 'Receipt printer',
    entries: [
      [0x01, 0x06],
      [0xff45, 0x35],
    ],
    onReport: (_, report) => void heard.push(Buffer.from(report).toString('hex')),
  }
})

afterEach(() => bus.close())

function wire(identity: typeof IDENTITY | null = IDENTITY): Wire {
  const settings = { transport: 'hid', device: identity, reportBytes: 8 } as const
  return hidWire(
    settings,
    systemClock,
    hidBusPort(bus.address),
  )({
    onBytes: (bytes) => received.push(...bytes),
    onClosed: (failure) => closed.push(failure),
  })
}

const failure = (call: Promise<void>) => call.then(() => null, wireFailureOf)

describe('a receipt printer on HID', () => {
  it('gets its bytes in reports with their count, filled up with zeros', async () => {
    bus.plug(device)
    const printer = wire()
    await printer.open()
    await printer.write(Uint8Array.from({ length: 9 }, (_, at) => 0x41 + at))
    await printer.write(new Uint8Array(0))
    expect(heard).toEqual(['000741424344454647', '000248490000000000'])
    await printer.close()
  })

  it('answers the same way, and a count that cannot be is nothing', async () => {
    bus.plug(device)
    const printer = wire()
    await printer.open()
    bus.send(device, Uint8Array.of(2, 0x16, 0x12, 0, 0, 0, 0, 0))
    bus.send(device, Uint8Array.of(8, 0x99, 0x99, 0, 0, 0, 0, 0))
    bus.send(device, Uint8Array.of(1, 0x14, 0, 0, 0, 0, 0, 0))
    await vi.waitFor(() => expect(received).toEqual([0x16, 0x12, 0x14]))
    await printer.close()
  })

  it('is not guessed: without an identity nothing is opened', async () => {
    bus.plug(device)
    expect(await failure(wire(null).open())).toBe('wrong-setting')
    expect(await failure(wire({ ...IDENTITY, productId: '0001' }).open())).toBe('port-not-found')
    expect(bus.opened(device)).toBe(0)
  })

  it('that goes in the middle of a job leaves the job lost', async () => {
    const leaving: BusDevice = { ...device, onReport: () => bus.unplug(leaving) }
    bus.plug(leaving)
    const printer = wire()
    await printer.open()
    expect(await failure(printer.write(new Uint8Array(100)))).toBe('write-lost')
    expect(closed).toEqual(['cable-out'])
    expect(await failure(printer.write(new Uint8Array(1)))).toBe('not-open')
    await printer.close()
  })

  it('closed while it was opening, it is not left open', async () => {
    bus.plug(device)
    const printer = wire()
    const opening = failure(printer.open())
    await printer.close()
    expect(await opening).toBe('not-open')
    expect(bus.opened(device)).toBe(0)
  })
})

it('the list names what each device is, and is empty where there is none', async () => {
  bus.plug(device)
  const [keyboard, printer] = await listHid(hidBusPort(bus.address))
  expect(keyboard).toMatchObject({ usagePage: 1, usage: 6, product: 'Receipt printer' })
  expect(printer).toMatchObject({ ...IDENTITY, usagePage: 0xff45, inUse: false })
  expect(await listHid(hidBusPort('127.0.0.1:1'))).toEqual([])
})
