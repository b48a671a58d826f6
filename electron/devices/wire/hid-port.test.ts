import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startHidBus, type VirtualHidBus } from '../../../sandbox/hid/bus'
import { HID_SCANNERS, VirtualHidScanner } from '../../../sandbox/hid/virtual-hid-scanner'
import { hidBusPort, isHidBusAddress } from './hid-bus'
import { hidPort } from './hid-guard'
import { hasIdentity } from './hid-port'
import { HID_PORT_PROMISES, type HidRig } from './testing/hid-port-suite'
import { wireFailureOf } from './wire'

let bus: VirtualHidBus

beforeEach(async () => void (bus = await startHidBus()))
afterEach(() => bus.close())

function rigOn(bus: VirtualHidBus): HidRig {
  const scanner = new VirtualHidScanner(bus)
  return {
    port: hidBusPort(bus.address),
    plug: async (serialNumber) => {
      const path = `/dev/hidraw${serialNumber.slice(-1)}`
      scanner.plug({ ...HID_SCANNERS.honeywell, serialNumber, path }, 'honeywell')
    },
    unplug: async () => scanner.unplug(),
    send: async (report) => void scanner.raw(report),
    heard: () =>
      scanner.heard.flatMap((one) =>
        one.startsWith('output') ? [one.slice('output '.length)] : [],
      ),
    numbers: HID_SCANNERS.honeywell,
    msMax: 5000,
  }
}

describe('the virtual bus keeps the promises of a HID port', () => {
  it.each(HID_PORT_PROMISES)('$name', async ({ run }) => {
    await run(rigOn(bus), (holds, what) => expect(holds, what).toBe(true))
  })
})

describe('failures in the words of the native package', () => {
  const nobody = { onReport: () => undefined, onLost: () => undefined }

  it.each([
    ['Permission denied', 'no-rights'],
    ['No such file or directory', 'port-not-found'],
    ['Device or resource busy', 'port-busy'],
    ['something nobody foresaw', 'wire-error'],
  ])('%s is %s', async (openError, failure) => {
    const scanner = new VirtualHidScanner(bus)
    scanner.plug({ ...HID_SCANNERS.newland, openError }, 'newland')
    const port = hidBusPort(bus.address)
    expect(await port.open('/dev/hidraw0', nobody).then(() => null, wireFailureOf)).toBe(failure)
    // What could not be opened is not kept as open.
    expect((await port.list()).map((device) => device.inUse)).toEqual([false])
  })

  it('a write that the device does not take is lost, and the device stays', async () => {
    const port = hidPort({
      list: () => Promise.resolve([]),
      open: () => {
        const refuse = () =>
          Promise.reject(new TypeError('Cannot write to hid device: Broken pipe'))
        return Promise.resolve({ write: refuse, sendFeature: refuse, close: refuse })
      },
    })
    const handle = await port.open('/dev/hidraw0', nobody)
    expect(await handle.write(Uint8Array.of(4)).then(() => null, wireFailureOf)).toBe('write-lost')
    expect(await handle.sendFeature(Uint8Array.of(4)).then(() => null, wireFailureOf)).toBe(
      'write-lost',
    )
    await handle.close()
    expect(await handle.write(Uint8Array.of(4)).then(() => null, wireFailureOf)).toBe('not-open')
  })

  it('without a bus there is nothing, and a bus that goes takes its devices with it', async () => {
    const port = hidBusPort('127.0.0.1:1')
    expect(await port.list().then(() => null, wireFailureOf)).toBe('wire-error')
    const rig = rigOn(bus)
    await rig.plug('SN1')
    const lost = await new Promise((resolve) => {
      const listeners = { onReport: () => undefined, onLost: resolve }
      void rig.port.open('/dev/hidraw1', listeners).then(() => bus.close())
    })
    expect(lost).toBe('cable-out')
    bus = await startHidBus()
  })

  it('only a bus on this computer is asked', () => {
    expect(isHidBusAddress('127.0.0.1:4540')).toBe(true)
    expect(['192.168.1.4:4540', '127.0.0.1', 'localhost:4540', ''].some(isHidBusAddress)).toBe(
      false,
    )
  })
})

describe('which device a setting means', () => {
  const device = { vendorId: '0c2e', productId: '0b6a', serialNumber: 'A1' }
  const any = { vendorId: null, productId: null, serialNumber: null }

  it.each([
    [any, true],
    [{ ...any, vendorId: '0C2E' }, true],
    [{ ...any, vendorId: '05e0' }, false],
    [{ ...any, productId: '0b6a', serialNumber: 'A1' }, true],
    [{ ...any, serialNumber: 'A2' }, false],
  ])('%j: %s', (identity, fits) => {
    expect(hasIdentity(device, identity)).toBe(fits)
  })
})
