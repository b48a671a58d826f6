import type { DeviceView } from '../../shared/ipc/contract'
import { enDeviceCodes, enDeviceStatus, type DeviceWords } from './en-devices'
import { enSelfTestRemedy } from './en-self-test'
import type { Format } from './format'

/** How a device is, in words: by its code where one is known, else by its status. */
export function deviceWords(device: DeviceView, format: Format): DeviceWords {
  const gaps = { since: format.time(device.since), where: device.connection }
  const byCode = device.code === null ? undefined : enDeviceCodes[device.code]
  return byCode ? byCode(gaps) : enDeviceStatus[device.status](gaps)
}

/** Why a step of the self-test failed and what to do: by the device's code, else what to look at first. */
export function failureWords(
  step: keyof typeof enSelfTestRemedy,
  device: DeviceView,
  code: string | null,
  format: Format,
): Pick<DeviceWords, 'why' | 'doThis'> {
  const byCode = code === null ? undefined : enDeviceCodes[code]
  if (!byCode) return enSelfTestRemedy[step]
  return byCode({ since: format.time(device.since), where: device.connection })
}
