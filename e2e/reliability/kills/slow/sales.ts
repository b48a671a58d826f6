/*
 * A real terminal with a real journal that sells a given number of orders and measures them, on whatever disk it
 * is given: `node sales.cjs <folder> <orders> <lines>`. One line of JSON: milliseconds of every scan, until its
 * line is in the view the window is told; of every last tender, until the order is closed; and by how much the
 * clock of the process was late at worst.
 */
import { mkdirSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Catalog } from '../../../../electron/catalog/catalog'
import { openJournal } from '../../../../electron/journal/open'
import { openLog } from '../../../../electron/log'
import { readSettings } from '../../../../electron/settings'
import { Terminal } from '../../../../electron/terminal'
import type { WindowCommand } from '../../../../shared/order/commands'

const [folder = '', orders = '1', lines = '1'] = process.argv.slice(2)

/** What was measured, milliseconds. */
export type SlowSales = {
  readonly scans: readonly number[]
  readonly closes: readonly number[]
  readonly late: number
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

async function run(): Promise<SlowSales> {
  const catalog = new Catalog()
  await catalog.load(process.env['CATALOG'] ?? '', 2)
  const terminal = makeTerminal(catalog)
  terminal.till.start()
  const scans: number[] = []
  const closes: number[] = []
  const give = (command: WindowCommand) => {
    const ran = terminal.run(command)
    if (!ran.ok) throw new Error(`${command.type}: ${ran.error.code}`)
    return ran.value
  }
  for (let order = 0; order < Number(orders); order += 1) {
    for (let line = 0; line < Number(lines); line += 1) {
      const began = performance.now()
      give({ type: 'EnterCode', code: '400001102312' })
      scans.push(performance.now() - began)
      await new Promise((done) => setImmediate(done))
    }
    give({ type: 'Pay' })
    while (terminal.till.view()?.order.payment?.step !== 'tender') give({ type: 'ContinuePayment' })
    const began = performance.now()
    const { order: paid } = give({ type: 'TakeCash', received: 100_000 })
    closes.push(performance.now() - began)
    if (paid.status !== 'closed') throw new Error(`The order is ${paid.status}`)
    give({ type: 'NewOrder' })
  }
  return { scans, closes, late: Math.max(...scans, ...closes) }
}

void run().then((measured) => {
  writeSync(1, `${JSON.stringify(measured)}\n`)
  process.exit(0)
})
