/*
 * T-15: the bridge of the built terminal under a page gone bad and under pages that are not ours. What was taken is
 * judged by the journal, from the rules of the trade alone. Faults R5, R6, R7 and R8.
 */
import { readFile } from 'node:fs/promises'
import type { ElectronApplication } from '@playwright/test'
import { CALL_NAMES } from '../../shared/ipc/contract'
import { sampleCatalog } from '../../sandbox/world-settings'
import { Chance } from '../../shared/order/testing/chance'
import { expect, test, type TillUnderTest } from '../fixtures/till'
import { GOODS, lineOf } from '../counter'
import { hostileCalls, type HostileCall } from './hostile/calls'
import { judgeJournal } from './hostile/judge-journal'
import { askAll, type Told } from './hostile/page-calls'
import { askAsStrangers } from './hostile/strangers'
import { amount, ROW_MS, rowSeed, runRow } from './rows'

test.use({
  worldOptions: {
    promotions: false,
    coupons: false,
    scanner: false,
    printer: false,
  },
})

/** What the bridge lets through each second; a page that asks more is told so. */
const ADMITTED_PER_SECOND = 190
const FLOOD_PER_SECOND = 5_000

test('nothing is taken that may not be, and the terminal stays itself', async ({ till }) => {
  test.setTimeout(ROW_MS)
  await runRow({ row: 'T-15', part: 'ipc' }, rowSeed(), async () => {
    const chance = new Chance(rowSeed())
    const made = (count: number) => hostileCalls(chance, count)
    const calls = amount({ short: 10_000, gate: 200_000 })
    // A fifth at the pace the bridge lets through, a fifth from strangers, the rest as floods.
    const [paced, strange] = [Math.ceil(calls * 0.2), Math.ceil(calls * 0.2)]
    await till.run({ type: 'AddItem', sku: 'fw-rope-m' })
    const before = await heapAfterGc(till.app)

    const fuzzed = await askAll(till.page, made(paced), ADMITTED_PER_SECOND)
    const { revision } = await till.view()
    const strangers = await askAsStrangers(till.app, strange)
    expect((await till.view()).revision).toBe(revision)
    const latency = watchLatency(till.app)
    const flood = await askAll(till.page, made(calls - paced - strange), FLOOD_PER_SECOND)
    const slowest = await latency.stop()
    const large = await askLarge(till)
    const locked = await whileLocked(till, made(Math.ceil(calls * 0.02)))

    const grown = (await heapAfterGc(till.app)) - before
    expect({ ...strangers, sent: 0 }).toEqual({ sent: 0, accepted: 0, lost: [] })
    expect([fuzzed.lost, flood.lost, locked.lost, large.lost]).toEqual([[], [], [], []])
    expect(fuzzed.accepted, 'the row would prove nothing where nothing is taken').toBeGreaterThan(
      paced / 50,
    )
    expect(Object.keys(fuzzed.answers)).not.toContain('bug')
    expect(large.answers).toEqual({ 'call-too-large': LARGE })
    expect(grown).toBeLessThan(20 * 1024 * 1024)
    expect(await till.log()).not.toContain('"msg":"Bug"')
    await till.close()
    const judged = judgeJournal(till.data, await pricesOf())
    expect(judged.wrong).toEqual([])
    expect(judged.sales).toBeGreaterThan(0)
    return {
      calls: calls + LARGE + Math.ceil(calls * 0.02),
      'commands taken, all lawful': fuzzed.accepted + flood.accepted,
      'strangers answered (0)': strangers.accepted,
      'events judged': judged.events,
      sales: judged.sales,
      'heap growth after GC, MB (20)': Math.round(grown / 104857.6) / 10,
      'slowest answer of the main process in a flood, ms': Math.round(slowest),
    }
  })
})

test('[R5] what belongs to another state is not taken, and nothing of it is kept', async ({
  till,
}) => {
  const wrongNow: readonly (readonly [Parameters<TillUnderTest['run']>[0], string])[] = [
    [{ type: 'TakeCash', received: 1000 }, 'order-not-paying'],
    [{ type: 'BeginCard', amount: 1000 }, 'order-not-paying'],
    [{ type: 'EndCard', paid: true }, 'order-not-paying'],
    [{ type: 'FinishOrder' }, 'order-not-paying'],
  ]
  await till.run({ type: 'AddItem', sku: 'fw-rope-m' })
  const { revision } = await till.view()
  for (const [command, code] of wrongNow) {
    expect(await till.run(command)).toMatchObject({ ok: false, error: { code } })
  }
  expect((await till.view()).revision).toBe(revision)
  await till.run({ type: 'Pay' })
  const paying = await till.until('payment', ({ order }) => order.payment?.step === 'tender')
  const [line] = paying.order.lines
  const edits: readonly Parameters<TillUnderTest['run']>[0][] = [
    { type: 'AddItem', sku: 'fw-rope-m' },
    { type: 'EnterCode', code: GOODS.rope.code },
    { type: 'SetQuantity', lineId: line?.id ?? '', quantity: 2000 },
    { type: 'VoidLine', lineId: line?.id ?? '' },
    { type: 'Hold', heldFor: '' },
    { type: 'NewOrder' },
  ]
  for (const command of edits) expect((await till.run(command)).ok, command.type).toBe(false)
  expect((await till.view()).revision).toBe(paying.revision)
})

test('[R6] an amount that cannot be is refused, and the sale is what the terminal worked out', async ({
  till,
}) => {
  await till.run({ type: 'AddItem', sku: 'fw-rope-m' })
  await till.run({ type: 'Pay' })
  const { stillToPay } = await till.until('tender', ({ order }) => order.payment?.step === 'tender')
  const amounts = [-1, -5000, 0.5, 1e9, 1e308, 99_999_999, Number.MAX_SAFE_INTEGER]
  for (const received of amounts) {
    expect((await till.run({ type: 'TakeCash', received })).ok, `${received} in cash`).toBe(false)
    expect((await till.run({ type: 'BeginCard', amount: received })).ok, `${received}`).toBe(false)
  }
  expect((await till.run({ type: 'BeginCard', amount: stillToPay + 1 })).ok).toBe(false)
  expect((await till.view()).order.payment?.tenders).toEqual([])
  // A price and a total that a page would like to give are no part of what it may say.
  const bent = { type: 'TakeCash', received: stillToPay, total: 1, amount: 1, price: 1 }
  expect((await till.run(bent as never)).ok).toBe(false)
  await till.run({ type: 'TakeCash', received: stillToPay })
  const { order } = await till.until('paid', (view) => view.order.sale !== null)
  expect(order.sale?.due).toBe(stillToPay)
})

test('[R7] a flood is turned away, and the cashier is served all the same', async ({ till }) => {
  const view: HostileCall = { name: 'till:view', input: 'null' }
  const flood = await askAll(till.page, Array<HostileCall>(10_000).fill(view), FLOOD_PER_SECOND)
  expect(flood.lost).toEqual([])
  expect(flood.answers['too-many-calls'] ?? 0).toBeGreaterThan(5_000)
  await expect
    .poll(async () => (await till.run({ type: 'EnterCode', code: GOODS.rope.code })).ok)
    .toBe(true)
  await expect(lineOf(till.page, GOODS.rope.name)).toBeVisible()
  const told = (await till.log()).split('\n').filter((line) => line.includes('turned away'))
  expect(told.length, 'the log is not flooded with it').toBeLessThan(40)
})

test('[R8] a page that dies in payment comes back to the same payment, and the sale goes on', async ({
  till,
}) => {
  const { app } = till
  await till.run({ type: 'AddItem', sku: 'bw-dog-chk-24' })
  await till.run({ type: 'Pay' })
  const { stillToPay } = await till.until('tender', ({ order }) => order.payment?.step === 'tender')
  await till.run({ type: 'TakeCash', received: 2000 })
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
  })
  await expect.poll(() => till.log()).toContain('The window is loaded again')
  const left = ((stillToPay - 2000) / 100).toFixed(2)
  await expect.poll(() => inWindow(app, 'document.body.innerText')).toContain(left)
  expect(await inWindow(app, 'document.body.innerText')).toContain('Amount due')
  // The debugger has lost the page; the window itself has not lost the sale.
  const paid = await inWindow(
    app,
    `window.till.ask('till:run', { type: 'TakeCash', received: ${stillToPay - 2000} })
      .then((reply) => String(reply.ok))`,
  )
  expect(paid).toBe('true')
  await expect.poll(() => inWindow(app, 'document.body.innerText')).toContain('Sale complete')
  await till.close()
  const judged = judgeJournal(till.data, await pricesOf())
  expect(judged).toMatchObject({ sales: 1, wrong: [] })
})

const LARGE_EACH = 10_000_000
const LARGE = CALL_NAMES.length * 2

/** Ten megabytes for every call: as a text, and in a field of a command. */
function askLarge(till: TillUnderTest): Promise<Told> {
  return till.page.evaluate(
    async ({ names, length }) => {
      const answers: Record<string, number> = {}
      for (const name of names) {
        for (const input of ['x'.repeat(length), { type: 'Hold', heldFor: 'x'.repeat(length) }]) {
          const reply = await window.till.ask(name, input as never)
          const code = reply.ok ? 'ok' : reply.error.code
          answers[code] = (answers[code] ?? 0) + 1
        }
      }
      return { answers, accepted: 0, lost: [] }
    },
    { names: [...CALL_NAMES], length: LARGE_EACH },
  )
}

/** Asks while nobody is signed on; the till must be as it was. The right PIN opens it again. */
async function whileLocked(till: TillUnderTest, calls: readonly HostileCall[]): Promise<Told> {
  await expect
    .poll(() => till.page.evaluate(async () => (await window.till.ask('terminal:lock', null)).ok))
    .toBe(true)
  const { revision } = await till.view()
  const told = await askAll(till.page, calls, ADMITTED_PER_SECOND)
  expect((await till.view()).revision).toBe(revision)
  expect(told.accepted).toBe(0)
  expect((await till.describe()).locked).toBe(true)
  return told
}

async function heapAfterGc(app: ElectronApplication): Promise<number> {
  return app.evaluate(async () => {
    const load: unknown = Reflect.get(process, 'mainModule')
    const require = Reflect.get(load as object, 'require') as (name: string) => never
    const v8: { setFlagsFromString(flag: string): void } = require('v8')
    const vm: { runInNewContext(code: string): () => void } = require('vm')
    v8.setFlagsFromString('--expose-gc')
    const collect = vm.runInNewContext('gc')
    for (let at = 0; at < 4; at += 1) {
      collect()
      await new Promise((resolve) => setImmediate(resolve))
    }
    return process.memoryUsage().heapUsed
  })
}

/** Asks the main process for nothing, again and again, and keeps how long the slowest answer took. */
function watchLatency(app: ElectronApplication): { stop(): Promise<number> } {
  let slowest = 0
  let isOn = true
  const watching = (async () => {
    while (isOn) {
      const began = performance.now()
      await app.evaluate(() => null)
      slowest = Math.max(slowest, performance.now() - began)
    }
  })()
  return {
    async stop() {
      isOn = false
      await watching
      return slowest
    },
  }
}

function inWindow(app: ElectronApplication, script: string): Promise<string> {
  return app.evaluate(async ({ BrowserWindow }, code) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents || contents.isCrashed() || contents.isLoading()) return ''
    const text: unknown = await contents.executeJavaScript(code)
    return String(text)
  }, script)
}

/** What the catalog asks for each article, in cents. */
async function pricesOf(): Promise<ReadonlyMap<string, number | null>> {
  const [, ...rows] = (await readFile(sampleCatalog(), 'utf8')).trim().split('\n')
  return new Map(
    rows.map((row) => {
      const [sku = '', , price = ''] = row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
      return [sku, price === '' ? null : Math.round(Number(price) * 100)]
    }),
  )
}
