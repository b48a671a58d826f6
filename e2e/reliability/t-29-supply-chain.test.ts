/*
 * T-29: what the terminal is made of. The lockfile, its checksums, what may run while it is installed, what is
 * shipped as machine code, how old each package is, and the Electron it is released with. No network.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { alteredNatives, nativeSums } from '../../electron/natives'
import { datedPackages } from '../../scripts/publish-dates.mjs'
import { writeSbom } from '../../scripts/sbom.mjs'
import { ROW_MS, runRow, type Figures } from './rows'
import { lockedPackages, readLock } from './security/lockfile'

/** Packages that would like to run something when they are installed. None may: .npmrc. */
const WITH_SCRIPTS = ['@serialport/bindings-cpp', 'electron-winstaller', 'esbuild', 'node-hid']
const SHIPPED_MAX = 40
const AGE_DAYS_MIN = 14
const STALE_DAYS_MAX = 90
const DAY_MS = 86_400_000

/** Chosen before they were two weeks old, each for a reason; a line goes when its package does. */
const CHOSEN_YOUNG: Readonly<Record<string, string>> = {
  'electron@45.4.1': 'security updates of Chromium are not left waiting',
  'lucide-react@1.75.0': 'pictures only, folded into the window; to be looked at again',
  '@playwright/test@1.65.1': 'a tool of the tests, not shipped',
  'eslint@10.15.0': 'a tool of the developers, not shipped',
  'prettier@3.10.1': 'a tool of the developers, not shipped',
  'typescript-eslint@8.73.0': 'a tool of the developers, not shipped',
}

const lock = readLock()
const packages = lockedPackages(lock)
const row = (part: string, work: () => Figures | Promise<Figures>): Promise<void> =>
  runRow({ row: 'T-29', part }, null, work)

/** Whole days since a day of the calendar. */
function daysSince(day: string): number {
  return Math.floor((Date.now() - Date.parse(`${day}T00:00:00Z`)) / DAY_MS)
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}

describe('T-29: the supply chain', () => {
  it('installs what the committed lockfile says, checked by SHA-512, and runs nothing of it', async () => {
    await row('lockfile', () => {
      const tracked = execFileSync('git', ['ls-files', 'package-lock.json', '.npmrc'], {
        encoding: 'utf8',
      })
      expect(tracked.trim().split('\n').sort()).toEqual(['.npmrc', 'package-lock.json'])
      expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m)
      expect(lock.lockfileVersion).toBe(3)
      // No host at all: whatever registry this machine is set to, the checksums decide.
      expect(packages.filter(({ resolved }) => resolved !== null)).toEqual([])
      const weak = packages.filter(
        ({ integrity }) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''),
      )
      expect(weak).toEqual([])
      const withScripts = packages.filter((one) => one.hasScripts).map(({ name }) => name)
      expect(withScripts.sort()).toEqual(WITH_SCRIPTS)
      expect(packages.map(({ version }) => version).filter((one) => /[:/]/.test(one))).toEqual([])
      return { packages: packages.length, hosts: 0, scripts: withScripts.length }
    })
  })

  it('ships at most forty packages', async () => {
    await row('shipped', () => {
      const shipped = packages.filter((one) => one.isShipped)
      expect(shipped.length).toBeLessThanOrEqual(SHIPPED_MAX)
      return { [`shipped (at most ${SHIPPED_MAX})`]: shipped.length }
    })
  })

  it('uses no package that was out for less than two weeks when it was chosen, but those that are named', async () => {
    await row('age', () => {
      const dates = readJson('scripts/publish-dates.json') as Readonly<Record<string, string>>
      const due = datedPackages(lock)
      expect(Object.keys(dates).sort()).toEqual([...due].sort())
      expect(Object.keys(CHOSEN_YOUNG).filter((one) => !due.includes(one))).toEqual([])
      const young = due.filter((one) => daysSince(dates[one] ?? '') < AGE_DAYS_MIN)
      expect(young.filter((one) => !Object.hasOwn(CHOSEN_YOUNG, one))).toEqual([])
      return { dated: due.length, young: young.length }
    })
  })

  it('ships machine code whose SHA-256 is written in the source', async () => {
    await row('natives', async () => {
      const sums = nativeSums(process.platform, process.arch)
      if (sums === null) return { natives: 0, ms: 0 }
      const began = performance.now()
      expect(await alteredNatives(process.cwd(), sums)).toEqual([])
      return { natives: Object.keys(sums).length, ms: Math.round(performance.now() - began) }
    })
  })

  it(
    'lists everything it is made of as CycloneDX',
    async () => {
      await row('sbom', async () => {
        const list = readJson(await writeSbom()) as {
          readonly components: readonly { readonly name: string; readonly hashes?: unknown }[]
        }
        const names = new Set(list.components.map(({ name }) => name))
        const missing = packages.filter(
          ({ isShipped, name, path }) => isShipped && existsSync(path) && !names.has(name),
        )
        expect(missing).toEqual([])
        expect(list.components.filter(({ hashes }) => hashes === undefined)).toEqual([])
        return { components: list.components.length }
      })
    },
    ROW_MS,
  )

  it('[E16] is released with one of the newest three Electrons, by a table that is not stale', async () => {
    await row('electron', () => {
      const { asOf, newest, majors } = readJson('scripts/electron-majors.json') as {
        readonly asOf: string
        readonly newest: number
        readonly majors: Readonly<Record<string, string>>
      }
      const age = daysSince(asOf)
      expect(age).toBeGreaterThanOrEqual(0)
      expect(age).toBeLessThanOrEqual(STALE_DAYS_MAX)
      expect(Math.max(...Object.keys(majors).map(Number))).toBe(newest)
      const ours = Number.parseInt(
        packages.find(({ path }) => path === 'node_modules/electron')?.version ?? '0',
        10,
      )
      expect(ours).toBeGreaterThanOrEqual(newest - 2)
      return { ours, newest, [`table days (at most ${STALE_DAYS_MAX})`]: age }
    })
  })

  it('[E25] downloads and installs no update: there is nothing in it that could', async () => {
    await row('updates', () => {
      const updaters = packages.filter(({ name }) => /updat(?:er|e-electron)|squirrel/i.test(name))
      expect(updaters.filter(({ isShipped }) => isShipped)).toEqual([])
      const files = execFileSync('git', ['ls-files', 'electron', 'renderer', 'shared'], {
        encoding: 'utf8',
      })
      const found = files
        .trim()
        .split('\n')
        .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
        .filter((file) =>
          /autoUpdater|setFeedURL|electron-updater|update-electron-app/.test(
            readFileSync(join(process.cwd(), file), 'utf8'),
          ),
        )
      expect(found).toEqual([])
      expect(readFileSync('electron-builder.yml', 'utf8')).not.toMatch(/^publish:/m)
      return { updaters: 0 }
    })
  })
})
