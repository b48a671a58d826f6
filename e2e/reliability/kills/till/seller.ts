/*
 * The real terminal, without a window, with a cashier who sells without pause:
 *
 *   node seller.cjs <data folder> <settings file> sell|settle
 *
 * Journal, providers, printer and devices are the product's own; only the device process is inside this one. On
 * standard output: `open <report's status> <last entry>`, then what `TellingJournal` tells, `refused <code>`, and
 * with `settle`, which sells nothing more and brings everything owed to its end, `settled`.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { Catalog } from '../../../../electron/catalog/catalog'
import { systemClock } from '../../../../electron/devices/clock'
import { DeviceRoom } from '../../../../electron/devices/host/device-room'
import type { FromHost } from '../../../../electron/devices/host/messages'
import type { HostStarter } from '../../../../electron/devices/host/process-keeper'
import type { HidPort } from '../../../../electron/devices/wire/hid-port'
import { openJournal } from '../../../../electron/journal/open'
import { openLog } from '../../../../electron/log'
import { readSettings } from '../../../../electron/settings'
import { Terminal } from '../../../../electron/terminal'
import { Fault } from '../../../../shared/fault'
import type { WindowCommand } from '../../../../shared/order/commands'
import { hasEnded } from '../../../../shared/order/till-state'
import { isDevice } from '../../../../shared/order/effect'
import { INSTEAD, isStuckPaper, nextCommand } from './cashier'
import { TellingJournal } from './telling-journal'

const [data = '', settingsFile = '', mode = 'sell'] = process.argv.slice(2)
const waiting: (() => void)[] = []

const say = (words: string) => writeSync(1, `${words}\n`)
const changed = () => new Promise<void>((done) => waiting.push(done))
const wake = () => {
  for (const done of waiting.splice(0)) done()
}

const noHid: HidPort = {
  list: () => Promise.resolve([]),
  open: () => Promise.reject(new Fault('port-not-found', 'later', 'There is none')),
}

const devicesInside: HostStarter = ({ onMessage, onExit }) => {
  const tell = (message: FromHost) => setImmediate(onMessage, message)
  const room = new DeviceRoom({
    clock: systemClock,
    post: tell,
    onStopped: () => setImmediate(onExit),
    listSerial: () => Promise.resolve([]),
    hid: noHid,
    vitals: () => ({ cpuMs: 0, memoryMb: 100 }),
  })
  tell({ type: 'ready' })
  return { post: (message) => setImmediate(() => room.receive(message)), kill: onExit }
}

async function start(): Promise<Terminal> {
  const { settings } = readSettings(settingsFile, process.env)
  const log = openLog(data)
  const { journal, report } = openJournal(join(data, 'journal'), () => Date.now())
  say(`open ${report.status} ${journal.last}`)
  const catalog = new Catalog()
  if (settings.catalog) await catalog.load(settings.catalog.file, 2)
  const terminal = new Terminal({
    settings,
    journal: new TellingJournal(journal, say),
    hasRoom: () => true,
    catalog,
    isCatalogRead: () => true,
    log,
    startDevices: devicesInside,
    push: wake,
    onLockChanged: () => undefined,
    showCustomer: () => undefined,
    onCounter: () => undefined,
    type: () => undefined,
  })
  terminal.start()
  return terminal
}

function give(terminal: Terminal, command: WindowCommand): boolean {
  const ran = terminal.run(command)
  if (!ran.ok) say(`refused ${command.type} ${ran.error.code}`)
  if (!ran.ok && command.type === 'OpenReturn') return give(terminal, INSTEAD)
  return ran.ok
}

async function sell(terminal: Terminal): Promise<never> {
  for (;;) {
    const view = terminal.till.view()
    const command = view && nextCommand(view)
    const went = command !== null && give(terminal, command)
    // A refusal says what the screen is going to show in a moment.
    await (went ? new Promise((done) => setImmediate(done)) : changed())
  }
}

/** Ends the sale that is on the screen, and everything that is owed. */
async function settle(terminal: Terminal): Promise<void> {
  for (;;) {
    const view = terminal.till.view()
    const { order } = view ?? {}
    const done = order?.status === 'closed'
    const command = view && !done && order?.status !== 'paid' ? nextCommand(view) : null
    const went = command !== null && give(terminal, command)
    if (!went) putRight(terminal)
    const owed = [...terminal.till.state.orders.values()].flatMap((one) => one.effects)
    if (done && owed.every(hasEnded)) return
    await (went ? new Promise((then) => setImmediate(then)) : changed())
  }
}

/** What a person would do in the tray of what is owed. */
function putRight(terminal: Terminal): void {
  terminal.tryNow()
  for (const { id: orderId, effects } of [...terminal.till.state.orders.values()]) {
    if (effects.some(isStuckPaper)) give(terminal, { type: 'PrintReceipt', orderId })
    for (const effect of effects) {
      if (effect.status !== 'needs-person' || isStuckPaper(effect)) continue
      const { kind } = effect.request
      if (!isDevice(effect)) say(`exception ${kind} ${effect.code ?? ''}`)
      const named = { orderId, effectId: effect.id }
      give(terminal, { type: 'CloseEffect', ...named, note: 'seen', pin: '2468' })
    }
  }
}

async function run(): Promise<void> {
  const terminal = await start()
  if (mode === 'sell') await sell(terminal)
  await settle(terminal)
  await terminal.stop()
  say('settled')
  process.exit(0)
}

void run()
