/*
 * The sandbox as a program: `main.cjs --folder=<folder> [--tray]`. It starts the outside world, says where it is
 * in one line of JSON, {"ready":true,"settings":"…","control":"…","tray":"…"|null,"environment":{…}}, and then
 * in plain words, and runs until it is told to end. `--tray` offers the tray page.
 */
import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startControl } from './control'
import { readTrayFiles } from './tray-files'
import { onPort, startWorld, type World } from './world'
import { samplePromotions } from './world-settings'

/** Where it is to be found when nothing else is there. */
const PORTS = { promotions: 4510, coupons: 4520, control: 4530 }

async function run(args: readonly string[]): Promise<void> {
  const folder = args.find((arg) => arg.startsWith('--folder='))?.slice('--folder='.length)
  if (folder === undefined || folder === '') {
    throw new Error('Name a folder for the settings and the receipts: --folder=<folder>.')
  }
  const cables = process.platform !== 'win32'
  const settings = { promotionFile: await ownPromotions(folder) }
  const parts = { scanner: cables, printer: cables, settings }
  const world = await startWorld({ folder, ports: PORTS, ...parts })
  // A visitor makes more than one sale; the code of the running example must not be used up by the first.
  await world.turn('promotions', 'code', { code: 'SPRING5', usesMax: null })
  const files = args.includes('--tray') ? await readTrayFiles(builtTray()) : new Map()
  const control = await onPort(PORTS.control, (port) => startControl(world, port, files))
  const tray = files.size > 0 ? `${control.url}/` : null
  const { settingsPath, environment } = world
  const ready = { ready: true, settings: settingsPath, control: control.url, tray, environment }
  console.log(JSON.stringify(ready))
  for (const line of words(world, control.url, tray)) console.log(line)
  const end = (): void => {
    void control
      .close()
      .then(() => world.close())
      .finally(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end)
}

/** The promotions of the running example, to be changed at will; a copy of one's own stays as it is. */
async function ownPromotions(folder: string): Promise<string> {
  const file = join(resolve(folder), 'promotions.yaml')
  await mkdir(folder, { recursive: true })
  if (!existsSync(file)) await copyFile(samplePromotions(), file)
  return file
}

function builtTray(): string {
  return fileURLToPath(new URL('tray/', import.meta.url))
}

function words(world: World, controlUrl: string, tray: string | null): readonly string[] {
  const devices = world.has('printer')
    ? [
        `Scanner              ${world.scannerCable?.path ?? 'none'}`,
        `Receipt printer      ${world.printerCable?.path ?? 'none'}`,
        `Printed receipts     ${world.receipts}`,
      ]
    : ['Scanner and printer  none: serial cables cannot be pretended on this system']
  return [
    'The outside world is ready:',
    `Promotions provider  ${world.promotions.url}`,
    `Coupon service       ${world.coupons.baseUrl}`,
    ...devices,
    `Settings             ${world.settingsPath}`,
    tray === null ? `Control              ${controlUrl}` : `Tray and control     ${tray}`,
  ]
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
