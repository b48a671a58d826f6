import type { DeviceAct } from '../../shared/ipc/contract'
import { ask } from '../bridge'
import { sayRefused } from '../stores/draft'
import { enDevices } from '../text/en-devices'
import { failureSentence } from '../text/sentences'
import { always, type Action } from './action'

/** Looks for devices again that are not there. */
export const findDevices: Action = {
  name: 'find-devices',
  label: enDevices.findDevices,
  key: 'F6',
  refusal: always,
  run: () => void act({ act: 'find-devices' }),
}

/** Prints a page that shows what the printer can do. */
export function printTest(whyNot: string | null): Action {
  return {
    name: 'print-test',
    label: enDevices.printTest,
    key: null,
    refusal: () => whyNot,
    run: () => void act({ act: 'test-print' }),
  }
}

/** Opens the drawer behind the printer. */
export function openDrawerTest(whyNot: string | null): Action {
  return {
    name: 'open-drawer-test',
    label: enDevices.openDrawer,
    key: null,
    refusal: () => whyNot,
    run: () => void act({ act: 'open-drawer' }),
  }
}

async function act(what: DeviceAct): Promise<void> {
  const reply = await ask('devices:act', what)
  sayRefused(reply.ok ? null : failureSentence(reply.error))
}
