import type { DeviceAct, DeviceActResult, DeviceView, FoundPort } from '../../shared/ipc/contract'
import type { OwedRow } from '../../shared/order/till-view'
import { ask } from '../bridge'
import { sayRefused, tryOutSound } from '../stores/draft'
import { enDevices } from '../text/en-devices'
import { enSelfTest } from '../text/en-self-test'
import { failureSentence } from '../text/sentences'
import { always, type Action } from './action'
import { runCommand } from './run'

/** Looks for devices again that are not there. */
export const findDevices: Action = {
  name: 'find-devices',
  label: enDevices.findDevices,
  key: 'F6',
  refusal: always,
  run: () => void actOnDevice({ act: 'find-devices' }),
}

/** Plays the sound of a good scan. */
export const testSound: Action = {
  name: 'test-sound',
  label: enSelfTest.testSound,
  key: null,
  refusal: always,
  run: tryOutSound,
}

/** Prints a page that shows what the printer can do. */
export function printTest(device: DeviceView, whyNot: string | null): Action {
  return {
    name: `print-test-${device.id}`,
    label: enDevices.printTest,
    key: null,
    refusal: () => whyNot,
    run: () => void actOnDevice({ act: 'test-print', device: device.id }),
  }
}

/** Says that another printer than before is the right one. */
export function acceptPrinter(device: DeviceView): Action {
  return {
    name: `accept-printer-${device.id}`,
    label: enDevices.rightPrinter,
    key: null,
    refusal: always,
    run: () => void actOnDevice({ act: 'accept-printer', device: device.id }),
  }
}

/** Opens the drawer behind the printer. */
export function openDrawerTest(device: DeviceView, whyNot: string | null): Action {
  return {
    name: `open-drawer-test-${device.id}`,
    label: enDevices.openDrawer,
    key: null,
    refusal: () => whyNot,
    run: () => void actOnDevice({ act: 'open-drawer' }),
  }
}

/** Prints a receipt that has waited so long that it does not come out by itself. */
export function printWaiting(row: OwedRow): Action {
  return {
    name: `print-waiting-${row.effect.id}`,
    label: enSelfTest.printIt,
    key: null,
    refusal: always,
    run: () => void runCommand({ type: 'PrintReceipt', orderId: row.orderId }),
  }
}

/** Gives a waiting receipt up: it is nobody's money. */
export function dropWaiting(row: OwedRow): Action {
  return {
    name: `drop-waiting-${row.effect.id}`,
    label: enSelfTest.dropIt,
    key: null,
    refusal: always,
    run: () =>
      void runCommand({
        type: 'CloseEffect',
        orderId: row.orderId,
        effectId: row.effect.id,
        note: enSelfTest.dropNote,
      }),
  }
}

/** Asks something of a device; answers how it went, null when it could not be asked. */
export async function actOnDevice(what: DeviceAct): Promise<DeviceActResult | null> {
  const reply = await ask('devices:act', what)
  sayRefused(reply.ok ? null : failureSentence(reply.error))
  return reply.ok ? reply.value : null
}

/** Every port the computer has now; none when it could not be asked. */
export async function listPorts(): Promise<readonly FoundPort[]> {
  const reply = await ask('devices:ports', null)
  return reply.ok ? reply.value : []
}
