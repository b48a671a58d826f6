import type { DeviceView } from '../../shared/ipc/contract'
import { enDeviceCodes, enDeviceStatus, type DeviceWords } from './en-devices'
import type { Format } from './format'

/** How a device is, in words: by its code where one is known, else by its status. */
export function deviceWords(device: DeviceView, format: Format): DeviceWords {
  const gaps = { since: format.time(device.since), where: device.connection }
  const byCode = device.code === null ? undefined : enDeviceCodes[device.code]
  return byCode ? byCode(gaps) : enDeviceStatus[device.status](gaps)
}
