import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkDigit } from '../../shared/barcode/gtin'
import { openPtyPair } from '../../sandbox/pty'
import { VirtualScanner } from '../../sandbox/scanner/virtual-scanner'
import { Program } from './program'

/** What is kept between measurements: catalogs, journals. */
export const CACHE = join('.cache', 'bench')

/** Holds in the terminal's page once a cashier could begin. */
export const TILL_READY = `document.querySelector('[data-field=search]') && document.querySelector('.pay')`

/** One of the two: the terminal or the bare page, each with a scanner on a serial line of its own. */
export type Side = {
  readonly program: Program
  readonly scanner: VirtualScanner
  /** To be added to this process's clock. */
  readonly offsetMs: number
  /** Where its rows are. */
  readonly list: string
  /** Brings it back to an empty list. */
  readonly clear: () => Promise<void>
  readonly close: () => Promise<void>
}

/** How the terminal is set up. */
export type TillSetUp = {
  readonly items: number
  readonly settings?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
  readonly data?: string
  readonly switches?: readonly string[]
}

/** Starts the terminal with a scanner, and waits until its whole catalog is there. */
export async function openTill(setUp: TillSetUp): Promise<Side> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-till-'))
  const cable = await openPtyPair(folder, 'scanner')
  const settings = writeSettings(folder, setUp, cable.path)
  const program = await Program.start({
    main: 'dist/electron/main.cjs',
    ready: TILL_READY,
    args: [`--settings=${settings}`],
    ...(setUp.data === undefined ? {} : { data: setUp.data }),
    ...(setUp.env === undefined ? {} : { env: setUp.env }),
    ...(setUp.switches === undefined ? {} : { switches: setUp.switches }),
  })
  const scanner = new VirtualScanner(cable.devicePath)
  await program.run(untilLoaded(setUp.items))
  const clear = async (): Promise<void> => {
    await program.run(`(async () => {
      const { value } = await window.till.ask('till:view', null)
      await window.till.ask('till:run', { type: 'CancelOrder', orderId: value.order.id })
      probe.watch('[data-lines]') })()`)
  }
  return {
    program,
    scanner,
    offsetMs: await program.clockOffsetMs(),
    list: '[data-lines]',
    clear,
    close: async () => {
      await scanner.close()
      await program.close()
      await cable.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Starts the bare page with a scanner. */
export async function openBare(switches: readonly string[] = []): Promise<Side> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-bare-'))
  const cable = await openPtyPair(folder, 'scanner')
  const program = await Program.start({ ...BARE, args: [`--scanner=${cable.path}`], switches })
  const scanner = new VirtualScanner(cable.devicePath)
  return {
    program,
    scanner,
    offsetMs: await program.clockOffsetMs(),
    list: '#rows',
    clear: async () => {
      await program.run(`document.getElementById('rows').textContent = ''; probe.watch('#rows')`)
    },
    close: async () => {
      await scanner.close()
      await program.close()
      await cable.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The bare page without a scanner. */
export const BARE = { main: 'e2e/bench/bare/main.cjs', ready: `document.getElementById('input')` }

/** Writes the settings of a terminal for measurements; answers the file. */
export function writeSettings(folder: string, setUp: TillSetUp, scanner: string | null): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'settings.json')
  const value = {
    terminal: { name: 'Till 1', store: 'Paws on Pine', cashier: 'Maya R.' },
    ...(scanner === null
      ? {}
      : { scanners: [{ transport: 'serial', path: scanner, baudRate: 115_200 }] }),
    catalog: { file: join(process.cwd(), catalogOf(setUp.items)) },
    ...setUp.settings,
  }
  writeFileSync(file, JSON.stringify(value))
  return file
}

/** The catalog file of so many items; made once. */
export function catalogOf(items: number): string {
  const file = join(CACHE, `catalog-${items}.csv`)
  if (!existsSync(file)) {
    mkdirSync(CACHE, { recursive: true })
    execFileSync(process.execPath, ['scripts/make-bench-catalog.mjs', file, String(items)])
  }
  return file
}

/** The EAN-13 of item n of that catalog. */
export function barcodeOf(item: number): string {
  const digits = `20${String(item).padStart(10, '0')}`
  return `${digits}${checkDigit(digits)}`
}

/** An expression that holds out until the terminal has loaded so many items and its scanner is open. */
export function untilLoaded(items: number): string {
  return `(async () => {
    for (;;) {
      const { value } = await window.till.ask('terminal:describe', null)
      const { value: devices } = await window.till.ask('devices:list', null)
      const isReady = devices.every((device) => device.status === 'ready')
      if (isReady && value.catalog.loaded >= ${items}) return
      await new Promise((later) => setTimeout(later, 50))
    } })()`
}
