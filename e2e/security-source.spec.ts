/*
 * The rows of Electron's security checklist that only the source can show: what is never set, and which
 * part of Electron is touched in which file alone.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { projectRoot } from './launch'

const ROOMS = ['electron', 'renderer', 'shared', 'scripts']
const SOURCES = ROOMS.flatMap((room) => sources(room))

const NEVER: readonly (readonly [string, RegExp])[] = [
  ['web security is switched off', /webSecurity:\s*false/],
  ['the sandbox is switched off', /\bsandbox:\s*false/],
  ['insecure content is allowed', /allowRunningInsecureContent/],
  ['experimental features are on', /experimentalFeatures|enableBlinkFeatures/],
  ['Node.js is in a page', /nodeIntegration\w*:\s*true/],
  ['a page is not isolated', /contextIsolation:\s*false/],
  ['webviews are allowed', /webviewTag:\s*true|<webview|allowpopups/],
  ['a browser is opened', /openExternal\(/],
  ['a page is loaded from a file', /loadFile\(|loadURL\(\s*['"`]file:/],
  ['a switch of Chromium is set', /appendSwitch|appendArgument/],
  [
    'a certificate is waved through',
    /certificate-error|rejectUnauthorized|setCertificateVerifyProc/,
  ],
  ['text becomes markup', /innerHTML|dangerouslySetInnerHTML|insertAdjacentHTML|document\.write\(/],
  ['text becomes code', /\beval\(|new Function\(/],
]

for (const [what, pattern] of NEVER) {
  test(`it never happens that ${what}`, () => {
    expect(where(pattern)).toEqual([])
  })
}

/** The window of the till, and the window turned to the customer, which can ask nothing. */
const PRELOADS = ['electron/customer-preload.ts', 'electron/preload.ts']

const ONLY: readonly (readonly [string, RegExp, readonly string[]])[] = [
  ['ipcMain', /\bipcMain\b/, ['electron/ipc.ts']],
  ['ipcRenderer', /\bipcRenderer\b/, PRELOADS],
  ['contextBridge', /\bcontextBridge\b/, PRELOADS],
  ['BrowserWindow is made', /new BrowserWindow\(/, ['electron/main.ts']],
  ['protocol.handle', /protocol\.handle\(/, ['electron/protocol.ts']],
]

for (const [what, pattern, files] of ONLY) {
  test(`${what}: in ${files.join(', ')} alone`, () => {
    expect(where(pattern).filter((file) => !file.startsWith('scripts/'))).toEqual(files)
  })
}

test('the preload imports Electron and the two lists of names', () => {
  const preload = readFileSync(join(projectRoot(), 'electron/preload.ts'), 'utf8')
  const imported = [...preload.matchAll(/from '([^']+)'/g)].map(([, name]) => name)
  expect(imported).toEqual(['electron', '../shared/ipc/contract'])
})

test('the preload of the customer’s window has nothing to ask with', () => {
  const preload = read('electron/customer-preload.ts')
  const imported = [...preload.matchAll(/from '([^']+)'/g)].map(([, name]) => name)
  expect(imported).toEqual(['electron', '../shared/ipc/customer'])
  const used = [...preload.matchAll(/ipcRenderer\.(\w+)/g)].map(([, name]) => name)
  expect(used).toEqual(['on'])
})

test('Chromium runs without its sandbox only for root, and only a script says so', () => {
  const files = where(/'--no-sandbox'/)
  for (const file of files) {
    const lines = read(file)
      .split('\n')
      .filter((line) => line.includes("'--no-sandbox'"))
    for (const line of lines) expect(line, file).toMatch(/isRoot\(\)/)
  }
  expect(read('electron/security.ts')).toContain('app.enableSandbox()')
})

test('every session and every page gets its guard when it is made', () => {
  const security = read('electron/security.ts')
  for (const hook of [
    "on('session-created'",
    "on('web-contents-created'",
    'setPermissionRequestHandler',
    'setPermissionCheckHandler',
    'setDevicePermissionHandler',
    'setWindowOpenHandler',
    "on('will-attach-webview'",
    "on('will-navigate'",
    "on('will-frame-navigate'",
    "on('will-redirect'",
  ]) {
    expect(security).toContain(hook)
  }
  const main = read('electron/main.ts')
  expect(main.indexOf('secureApp(')).toBeLessThan(main.indexOf('whenReady()'))
})

/** The files in which a pattern stands; tests and comments apart. */
function where(pattern: RegExp): readonly string[] {
  return SOURCES.filter((file) => pattern.test(withoutComments(read(file))))
}

function read(file: string): string {
  return readFileSync(join(projectRoot(), file), 'utf8')
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(projectRoot(), folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : sources(path)
    return /\.(ts|tsx|mjs|cjs|html)$/.test(path) && !/\.(test|bench)\.tsx?$/.test(path)
      ? [path]
      : []
  })
}
