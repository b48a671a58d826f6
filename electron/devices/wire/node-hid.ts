import { devicesAsync, HIDAsync, type Device } from 'node-hid'
import { hidPort, type HidLibrary } from './hid-guard'
import type { HidDeviceInfo, HidHandle, HidPort } from './hid-port'

/** The HID devices of this computer. */
export function nodeHidPort(): HidPort {
  return hidPort(NODE_HID)
}

/**
 * The native package has habits that are met here: only its asynchronous half is used, because the other one
 * blocks; a device is read only while somebody listens to `data`; `error` carries a plain string and is the
 * only sign of an unplugged cable; and after it the handle must be closed to let go of the system's own.
 */
const NODE_HID: HidLibrary = {
  list: async () => (await devicesAsync()).flatMap(infoOf),
  open: async (path, { onReport, onError }) => {
    const device = await HIDAsync.open(path)
    device.on('error', (error: unknown) => onError(String(error)))
    device.on('data', (report: Uint8Array) => onReport(new Uint8Array(report)))
    return handleOf(device)
  },
}

function handleOf(device: HIDAsync): HidHandle {
  return {
    write: async (report) => void (await device.write(Buffer.from(report))),
    sendFeature: async (report) => void (await device.sendFeatureReport(Buffer.from(report))),
    close: () => device.close(),
  }
}

/** An entry without a path cannot be opened and is left out. */
function infoOf(device: Device): readonly Omit<HidDeviceInfo, 'inUse'>[] {
  if (device.path === undefined || device.path === '') return []
  return [
    {
      path: device.path,
      vendorId: hex4(device.vendorId),
      productId: hex4(device.productId),
      serialNumber: textOf(device.serialNumber),
      manufacturer: textOf(device.manufacturer),
      product: textOf(device.product),
      usagePage: device.usagePage ?? null,
      usage: device.usage ?? null,
    },
  ]
}

function hex4(id: number): string {
  return id.toString(16).padStart(4, '0')
}

function textOf(text: string | undefined): string | null {
  const trimmed = text?.replaceAll('\0', '').trim() ?? ''
  return trimmed === '' ? null : trimmed
}
