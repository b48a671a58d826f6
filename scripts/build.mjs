/*
 * Builds what runs, with esbuild:
 *
 *   electron/main.ts             → dist/electron/main.cjs      main process, Node 18 as in the oldest runtime
 *   electron/devices/host/host.ts → dist/electron/devices.cjs  the devices' own process
 *   electron/preload.ts          → dist/electron/preload.cjs   the bridge of the window, Chrome 114
 *   electron/customer-preload.ts → dist/electron/customer-preload.cjs  the same for the customer's window
 *   renderer/main.tsx            → dist/renderer/main.js + .css + assets/, with index.html beside them,
 *                                 and stopped.html, the page for when that one cannot be shown
 *   renderer/display.tsx         → dist/display/display.js and the same, the customer's window
 *   sandbox/main.ts              → dist/sandbox/main.cjs       the outside world, Node 20
 *   sandbox/tray/tray.ts         → dist/sandbox/tray/          its tray page, with index.html beside it
 *   sandbox/tray-window.ts       → dist/sandbox/tray.cjs       the window of that page
 *   e2e/tour.ts                  → dist/e2e/tour.mjs           and e2e/bench/main.ts → dist/e2e/bench.mjs
 *
 * Native packages stay outside; everything else is bundled. A part whose entry file is not there is left out.
 */
import { existsSync } from 'node:fs'
import { copyFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ensureDependencies } from './dependencies.mjs'
import { DIST, ROOT } from './paths.mjs'
import { main, Problem, say } from './process.mjs'
import { keepStamp, stampMatches, stampOf } from './stamp.mjs'

const NATIVE = ['electron', 'libsql', 'serialport', 'node-hid']
const SOURCES = ['electron', 'renderer', 'shared', 'sandbox', 'e2e', 'assets']
const SETTINGS = ['package-lock.json', 'tsconfig.base.json', 'scripts/build.mjs']
const STAMP = join(DIST, '.stamp')

/** In a CommonJS bundle there is no import.meta; sources may still ask where they are. */
const COMMONJS = {
  format: 'cjs',
  platform: 'node',
  banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
  define: { 'import.meta.url': 'importMetaUrl', 'import.meta.dirname': '__dirname' },
}
const MODULE = {
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
}
const PRELOAD = { format: 'cjs', platform: 'browser', target: 'chrome114', minifySyntax: true }
const WINDOW = {
  format: 'esm',
  platform: 'browser',
  target: 'chrome114',
  minify: true,
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: Object.fromEntries(
    ['woff', 'woff2', 'png', 'svg', 'wav', 'mp3', 'ogg'].map((kind) => [`.${kind}`, 'file']),
  ),
  assetNames: 'assets/[name]-[hash]',
}

const PARTS = [
  { entry: 'electron/main.ts', out: 'electron/main.cjs', ...COMMONJS, target: 'node18' },
  {
    entry: 'electron/devices/host/host.ts',
    out: 'electron/devices.cjs',
    ...COMMONJS,
    target: 'node18',
  },
  { entry: 'electron/preload.ts', out: 'electron/preload.cjs', ...PRELOAD },
  { entry: 'electron/customer-preload.ts', out: 'electron/customer-preload.cjs', ...PRELOAD },
  {
    entry: 'renderer/main.tsx',
    out: 'renderer/main.js',
    ...WINDOW,
    page: 'renderer/index.html',
    beside: ['renderer/stopped.html', 'renderer/stopped.css'],
  },
  {
    entry: 'renderer/display.tsx',
    out: 'display/display.js',
    ...WINDOW,
    page: 'renderer/display.html',
  },
  { entry: 'sandbox/main.ts', out: 'sandbox/main.cjs', ...COMMONJS, target: 'node20' },
  {
    entry: 'sandbox/tray/tray.ts',
    out: 'sandbox/tray/tray.js',
    format: 'esm',
    platform: 'browser',
    target: 'chrome114',
    page: 'sandbox/tray/index.html',
  },
  { entry: 'sandbox/tray-window.ts', out: 'sandbox/tray.cjs', ...COMMONJS, target: 'node18' },
  { entry: 'e2e/tour.ts', out: 'e2e/tour.mjs', ...MODULE },
  { entry: 'e2e/bench/main.ts', out: 'e2e/bench.mjs', ...MODULE },
]

/** Builds unless the last build was made from these very files. */
export async function ensureBuild() {
  const stamp = stampOf([...SOURCES, ...SETTINGS])
  if (stampMatches(STAMP, stamp)) return
  await build()
  await keepStamp(STAMP, stamp)
}

/** Builds everything anew. */
export async function build() {
  const { build: bundle } = await import('esbuild')
  const began = performance.now()
  await rm(DIST, { recursive: true, force: true })
  const parts = PARTS.filter((part) => existsSync(join(ROOT, part.entry)))
  await Promise.all(parts.map((part) => buildPart(bundle, part)))
  say(`Built ${parts.length} parts in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
}

async function buildPart(bundle, { entry, out, page, beside = [], ...options }) {
  const external = options.packages ? [] : NATIVE
  try {
    await bundle({
      absWorkingDir: ROOT,
      entryPoints: [entry],
      outfile: join('dist', out),
      bundle: true,
      external,
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'warning',
      tsconfigRaw: {
        compilerOptions: { target: 'ES2022', verbatimModuleSyntax: true, jsx: 'react-jsx' },
      },
      ...options,
    })
  } catch (error) {
    if (!error.errors) throw error
    throw new Problem(`${entry} could not be built: see the lines above.`)
  }
  for (const file of beside) {
    await copyFile(join(ROOT, file), join(DIST, dirname(out), basename(file)))
  }
  if (!page) return
  await copyFile(join(ROOT, page), join(DIST, dirname(out), 'index.html'))
}

await main(import.meta.url, async () => {
  await ensureDependencies()
  await build()
})
