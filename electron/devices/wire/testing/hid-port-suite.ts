/*
 * What every HidPort promises, tried on each implementation: in vitest on the virtual bus, and in the virtual
 * machine on real kernel devices, where there is no test runner. So it needs none: `check` is handed in.
 */
import { wireFailureOf, type WireFailure } from '../wire'
import type { HidDeviceInfo, HidHandle, HidPort } from '../hid-port'

/** A port under test, and a HID POS scanner that can be plugged into it. */
export type HidRig = {
  readonly port: HidPort
  /** Plugs the scanner in, with a serial number. */
  readonly plug: (serialNumber: string) => Promise<void>
  readonly unplug: () => Promise<void>
  /** The scanner sends one report of 64 bytes, number 02 first. */
  readonly send: (report: Uint8Array) => Promise<void>
  /** Output reports the scanner has got, hexadecimal, oldest first. */
  readonly heard: () => readonly string[]
  /** Its vendor and product, four hexadecimal digits each. */
  readonly numbers: { readonly vendorId: string; readonly productId: string }
  /** How long anything may take. */
  readonly msMax: number
}

/** Fails the promise when it does not hold. */
export type Check = (holds: boolean, what: string) => void

/** A promise of the port, to be run on a rig of its own with nothing plugged in. */
export type HidPromise = {
  readonly name: string
  readonly run: (rig: HidRig, check: Check) => Promise<void>
}

/** Every promise. */
export const HID_PORT_PROMISES: readonly HidPromise[] = [
  {
    name: 'a scanner is listed as what it is',
    run: async (rig, check) => {
      check((await scannersOf(rig)).length === 0, 'nothing is plugged in')
      const found = await plugged(rig, 'SN0001')
      check(found.vendorId === rig.numbers.vendorId, `vendor ${found.vendorId}`)
      check(found.productId === rig.numbers.productId, `product ${found.productId}`)
      check(found.usage === 2, `usage ${found.usage}`)
      check(!found.inUse, 'it is not in use')
    },
  },
  {
    name: 'reports arrive whole and in order',
    run: async (rig, check) => {
      const open = await opened(rig, await plugged(rig, 'SN0001'))
      for (let number = 0; number < 40; number += 1) await rig.send(reportOf(number))
      await until(rig, () => open.reports.length >= 40)
      check(open.reports.length === 40, `${open.reports.length} of 40`)
      const asSent = open.reports.every((report, number) => same(report, reportOf(number)))
      check(asSent, 'each as it was sent')
      await open.handle.close()
    },
  },
  {
    name: 'output reports reach the device, and a feature report does no harm',
    run: async (rig, check) => {
      const open = await opened(rig, await plugged(rig, 'SN0001'))
      await open.handle.write(Uint8Array.of(0x04, 0x01))
      await until(rig, () => rig.heard().length > 0)
      check(rig.heard()[0]?.startsWith('0401') === true, `heard ${rig.heard().join()}`)
      await open.handle.sendFeature(Uint8Array.of(0xfe, 0x01)).catch(() => undefined)
      await rig.send(reportOf(7))
      await until(rig, () => open.reports.length > 0)
      check(open.lost.length === 0, 'it is still there')
      await open.handle.close()
    },
  },
  {
    name: 'a device is open once',
    run: async (rig, check) => {
      const found = await plugged(rig, 'SN0001')
      const open = await opened(rig, found)
      check((await scannersOf(rig))[0]?.inUse === true, 'the list says that it is in use')
      check((await failureOf(rig, found.path)) === 'port-busy', 'a second time it is busy')
      await open.handle.close()
      check((await scannersOf(rig))[0]?.inUse === false, 'closed it is free')
      const again = await opened(rig, found)
      await rig.send(reportOf(1))
      await until(rig, () => again.reports.length > 0)
      check(open.reports.length === 0, 'a closed handle hears nothing')
      await again.handle.close()
    },
  },
  {
    name: 'an unplugged device is told once, and nothing more is taken for it',
    run: async (rig, check) => {
      const open = await opened(rig, await plugged(rig, 'SN0001'))
      await rig.unplug()
      await until(rig, () => open.lost.length > 0)
      check(open.lost[0] === 'cable-out', `told as ${open.lost[0]}`)
      const failure = await open.handle
        .write(Uint8Array.of(0x04, 0x01))
        .then(() => null, wireFailureOf)
      check(failure === 'not-open', `writing is ${failure}`)
      await open.handle.close()
      await open.handle.close()
      await until(rig, async () => (await scannersOf(rig)).length === 0)
      check(open.lost.length === 1, `told ${open.lost.length} times`)
      check((await failureOf(rig, open.path)) === 'port-not-found', 'its path leads nowhere')
    },
  },
  {
    name: 'a device that was plugged in again is read again',
    run: async (rig, check) => {
      for (const serialNumber of ['SN0001', 'SN0002', 'SN0003']) {
        const found = await plugged(rig, serialNumber)
        check(found.serialNumber === serialNumber, `serial number ${found.serialNumber}`)
        const open = await opened(rig, found)
        await rig.send(reportOf(3))
        await until(rig, () => open.reports.length > 0)
        await rig.unplug()
        await until(rig, () => open.lost.length > 0)
        await open.handle.close()
        await until(rig, async () => (await scannersOf(rig)).length === 0)
      }
    },
  },
]

/** An open device and what came from it. */
type Open = {
  readonly path: string
  readonly handle: HidHandle
  readonly reports: readonly Uint8Array[]
  readonly lost: readonly WireFailure[]
}

async function opened({ port }: HidRig, { path }: HidDeviceInfo): Promise<Open> {
  const reports: Uint8Array[] = []
  const lost: WireFailure[] = []
  const handle = await port.open(path, {
    onReport: (report) => void reports.push(report),
    onLost: (failure) => void lost.push(failure),
  })
  return { path, handle, reports, lost }
}

async function plugged(rig: HidRig, serialNumber: string): Promise<HidDeviceInfo> {
  await rig.plug(serialNumber)
  await until(rig, async () => (await scannersOf(rig)).length > 0)
  const [found] = await scannersOf(rig)
  if (found === undefined) throw new Error('It was there, and is gone')
  return found
}

async function scannersOf({ port }: HidRig): Promise<readonly HidDeviceInfo[]> {
  return (await port.list()).filter((device) => device.usagePage === 0x8c)
}

function failureOf({ port }: HidRig, path: string): Promise<WireFailure | null> {
  const nobody = { onReport: () => undefined, onLost: () => undefined }
  return port.open(path, nobody).then(() => null, wireFailureOf)
}

async function until({ msMax }: HidRig, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + msMax
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not within ${msMax} ms: ${holds.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A report that is told from every other one. */
function reportOf(number: number): Uint8Array {
  const report = new Uint8Array(64).fill(number)
  report[0] = 0x02
  return report
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}
