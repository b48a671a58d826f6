import { unreachable } from '../shared/assert'
import type { DeviceAct, DeviceActResult } from '../shared/ipc/contract'
import { TEST_PAGE } from './devices/printer/test-page'
import type { Terminal } from './terminal'

/** Does what the Devices screen asks of a device, and answers how it went. */
export async function actOnDevice(terminal: Terminal, act: DeviceAct): Promise<DeviceActResult> {
  switch (act.act) {
    case 'test-print':
      return testPrint(terminal, act.device)
    case 'accept-printer':
      terminal.devices.acceptPrinter(act.device)
      return DONE
    case 'test-display':
      return terminal.testDisplay() ? DONE : NO_DISPLAY
    case 'open-drawer':
      return openDrawer(terminal)
    case 'find-devices':
      terminal.devices.find()
      return DONE
    default:
      return unreachable(act)
  }
}

const DONE: DeviceActResult = { outcome: 'done', code: null }
const NO_DISPLAY: DeviceActResult = { outcome: 'not-done', code: 'no-display' }

async function testPrint({ devices }: Terminal, device: string): Promise<DeviceActResult> {
  const paper = device === 'spare-printer' ? devices.sparePaper : devices.paper
  if (paper === null) return { outcome: 'not-done', code: 'not-connected' }
  const printed = await paper.print('test-page', TEST_PAGE)
  switch (printed.outcome) {
    case 'printed':
      return DONE
    case 'not-printed':
      return { outcome: 'not-done', code: printed.code }
    case 'unknown':
      return { outcome: 'unknown', code: printed.code }
    default:
      return unreachable(printed)
  }
}

/** The drawer opens only for a reason in the journal: here, that the cashier asked for it. */
function openDrawer({ till }: Terminal): DeviceActResult {
  const order = till.current
  const ran = order && till.run({ type: 'OpenDrawer', orderId: order.id })
  return ran?.ok === true ? DONE : { outcome: 'not-done', code: null }
}
