/*
 * A real terminal with a real journal that sells a given number of orders and measures them, on whatever disk it
 * is given: `node sales.cjs <folder> <orders> <lines>`. The cashier is one: each scan comes a moment after the line
 * before it was seen, each order a moment after the last was paid. One line of JSON:
 * milliseconds of every scan, until its line is in the view the window is told, and of every last tender, until
 * the sale is complete in it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Catalog } from '../../../../electron/catalog/catalog'
import { openJournal } from '../../../../electron/journal/open'
import { openLog } from '../../../../electron/log'
import { readSettings } from '../../../../electron/settings'
import { Terminal } from '../../../../electron/terminal'
import type { WindowCommand } from '../../../../shared/order/commands'

const [folder = '', orders = '1', lines = '1'] = process.argv.slice(2)

/** A cashier's pace, milliseconds: from line to scan, and from paid to the next order. */
const HAND_MS = [90, 130, 170, 110, 150]
const NEXT_MS = 1_900

/** What was measured, milliseconds. */
export type SlowSales = {
  readonly scans: readonly number[]
  readonly closes: readonly number[]
  /** Milliseconds of a processor that each of them took: what is left of it on a machine with nothing else to do. */
  readonly cpu: { readonly scans: readonly number[]; readonly closes: readonly number[] }
  /** How often the till's own thread waited for an fsync within each scan, and within each last tender. */
  readonly waits: { readonly scans: readonly number[]; readonly closes: readonly number[] }
}

function makeTerminal(catalog: Catalog): Terminal {
  const settingsFile = join(folder, 'settings.json')
  mkdirSync(folder, { recursive: true })
  const shop = { name: 'Till 1', registerRef: 'till-01', store: 'Shop', currency: 'USD' }
  writeFileSync(settingsFile, JSON.stringify({ terminal: { ...shop, locale: 'en-US' } }))
  const { settings } = readSettings(settingsFile, {})
  const { journal } = openJournal(join(folder, 'journal'), () => Date.now())
  return new Terminal({
    settings,
    journal,
    hasRoom: () => true,
    catalog,
    isCatalogRead: () => true,
    log: openLog(folder),
    startDevices: () => ({ post: () => undefined, kill: () => undefined }),
    push: () => undefined,
    onLockChanged: () => undefined,
    showCustomer: () => undefined,
    onCounter: () => undefined,
    type: () => undefined,
  })
}

type Measured = { readonly ms: number[]; readonly cpu: number[]; readonly waits: number[] }

function measure<Answer>({ ms, cpu, waits }: Measured, work: () => Answer): Answer {
  const before = ownWaits()
  const used = process.cpuUsage()
  const began = performance.now()
  const answer = work()
  ms.push(performance.now() - began)
  const { user, system } = process.cpuUsage(used)
  cpu.push((user + system) / 1_000)
  waits.push(ownWaits() - before)
  return answer
}

/** How often the till's own thread has waited for an fsync; the slow disk tells. */
function ownWaits(): number {
  const told = process.env['SLOW_DISK_TOLD'] ?? ''
  return existsSync(told) ? readFileSync(told, 'utf8').split('m').length - 1 : 0
}

async function run(): Promise<SlowSales> {
  const catalog = new Catalog()
  await catalog.load(process.env['CATALOG'] ?? '', 2)
  const terminal = makeTerminal(catalog)
  terminal.till.start()
  const scans: Measured = { ms: [], cpu: [], waits: [] }
  const closes: Measured = { ms: [], cpu: [], waits: [] }
  const give = (command: WindowCommand) => {
    const ran = terminal.run(command)
    if (!ran.ok) throw new Error(`${command.type}: ${ran.error.code}`)
    return ran.value
  }
  for (let order = 0; order < Number(orders); order += 1) {
    for (let line = 0; line < Number(lines); line += 1) {
      await sleep(HAND_MS[line % HAND_MS.length])
      measure(scans, () => give({ type: 'EnterCode', code: '400001102312' }))
    }
    give({ type: 'Pay' })
    while (terminal.till.view()?.order.payment?.step !== 'tender') give({ type: 'ContinuePayment' })
    await sleep(NEXT_MS)
    const received = terminal.till.view()?.cashToPay ?? 0
    const { order: paid } = measure(closes, () => give({ type: 'TakeCash', received }))
    if (paid.status !== 'closed') throw new Error(`The order is ${paid.status}`)
    give({ type: 'NewOrder' })
    await sleep(NEXT_MS)
  }
  return {
    scans: scans.ms,
    closes: closes.ms,
    cpu: { scans: scans.cpu, closes: closes.cpu },
    waits: { scans: scans.waits, closes: closes.waits },
  }
}

void run().then((measured) => {
  writeSync(1, `${JSON.stringify(measured)}\n`)
  process.exit(0)
})
