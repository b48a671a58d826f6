import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VirtualPrinter } from '../../../../sandbox/printer/virtual-printer'
import { startWorld, type World } from '../../../../sandbox/world'

const WALLET = '+12065550142'
const MANY = 1_000_000

/** The world of a terminal that is killed: both providers over HTTP and a printer on the network. */
export type KillWorld = {
  readonly world: World
  readonly printer: VirtualPrinter
  /** What the terminal keeps. */
  readonly data: string
  readonly settings: string
  close(): Promise<void>
}

/** Starts one. Codes and coupons of the running example can be used as often as there are sales. */
export async function startKillWorld(): Promise<KillWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'kills-'))
  const parts = { fast: true, scanner: false, printer: false }
  const world = await startWorld({ ...parts, folder: join(folder, 'world') })
  const printer = new VirtualPrinter({ path: 'tcp', pictures: false })
  await printer.open()
  await world.turn('promotions', 'code', { code: 'SPRING5', usesMax: null })
  await addCoupon(world, {
    ...{ coupon_id: '70455', type: 'NW', title: '$5.00 off Brambleway Dry 24 lb' },
    ...{ upcs: ['400001102312'], value_type: 'amount', value: '5.00' },
  })
  await addCoupon(world, {
    ...{ coupon_id: '70311', type: 'ST', title: '20% off one toy' },
    ...{ value_type: 'percent', value: '20' },
  })
  const settings = join(folder, 'settings.json')
  const given = JSON.parse(readFileSync(world.settingsPath, 'utf8'))
  const network = { transport: 'tcp', host: '127.0.0.1', port: printer.tcpPort }
  const paper = { columns: 48, language: 'esc-pos', cutter: true, drawer: true }
  writeFileSync(settings, JSON.stringify({ ...given, printer: { ...network, ...paper } }))
  const close = async () => {
    await printer.close()
    await world.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { world, printer, data: join(folder, 'till'), settings, close }
}

async function addCoupon(world: World, coupon: object): Promise<void> {
  await world.turn('coupons', 'coupon', {
    action: 'add',
    phone: WALLET,
    coupon: { ...coupon, qty: MANY },
  })
}
