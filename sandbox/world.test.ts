import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startWorld, type World, type WorldOptions } from './world'

let folder: string
let world: World | null = null

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'world-'))
})

afterEach(async () => {
  await world?.close()
  world = null
  await rm(folder, { recursive: true })
})

type WrittenSettings = Readonly<Record<string, unknown>> & {
  readonly catalog: { readonly file: string }
}

async function start(options: Partial<WorldOptions> = {}) {
  world = await startWorld({ folder, fast: true, ...options })
  const text = await readFile(world.settingsPath, 'utf8')
  const settings: WrittenSettings = JSON.parse(text)
  return { world, settings }
}

test('the settings name every part of the world and a catalog that is there', async () => {
  const { settings, world } = await start()
  expect(settings).toMatchObject({
    terminal: { name: 'Front counter 2', store: 'Paws on Pine' },
    promotions: { url: world.promotions.url },
    coupons: { baseUrl: world.coupons.baseUrl },
    printer: { path: join(folder, 'printer') },
    scanners: [{ path: join(folder, 'scanner') }, { transport: 'keyboard' }],
  })
  expect(existsSync(settings.catalog.file)).toBe(true)
})

test('a world without its parts is a terminal that stands alone', async () => {
  const none = { promotions: false, coupons: false, scanner: false, printer: false, catalog: null }
  const { settings, world } = await start(none)
  expect(Object.keys(settings)).toEqual(['terminal', 'scanners', 'barcodes', 'storePromotions'])
  expect(settings.scanners).toEqual([{ transport: 'keyboard' }])
  expect(() => world.printer).toThrow('no printer')
})

test('a section is changed key by key, a list as a whole', async () => {
  const change = { terminal: { cashRounding: 5 }, storePromotions: [] }
  const { settings } = await start({ settings: change, scanner: false, printer: false })
  expect(settings.terminal).toMatchObject({ cashRounding: 5, store: 'Paws on Pine' })
  expect(settings.storePromotions).toEqual([])
})

test('a port that is taken is not waited for', async () => {
  const first = await start({ scanner: false, printer: false })
  const port = Number(new URL(first.world.promotions.url).port)
  const other = join(folder, 'other')
  const second = await startWorld({
    folder: other,
    scanner: false,
    printer: false,
    ports: { promotions: port, coupons: port },
  })
  expect(new URL(second.promotions.url).port).not.toBe(String(port))
  await second.close()
})

test('a cable that was pulled comes back under its name', async () => {
  const { world } = await start({ promotions: false, coupons: false })
  await world.printerCable?.pull()
  await world.scannerCable?.pull()
  expect(existsSync(join(folder, 'printer'))).toBe(false)
  expect(() => world.scanner).toThrow('not plugged in')
  await world.printerCable?.plug()
  await world.scannerCable?.plug()
  expect(existsSync(join(folder, 'printer'))).toBe(true)
  await world.scanner.scan('400001102312')
})

test('a knob that is none is said to be none', async () => {
  const { world } = await start({ scanner: false, printer: false })
  await world.turn('promotions', 'fault', { kind: 'delay', ms: 10 })
  await world.turn('coupons', 'fault', { kind: 'down' })
  await expect(world.turn('coupons', 'nothing', {})).rejects.toThrow('no such control')
})
