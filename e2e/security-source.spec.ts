/*
 * The rows of Electron's security checklist that only the source can show: what is never set, and which
 * part of Electron is touched in which file alone.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { projectRoot } from './launch'
import { literalsOf } from './reliability/security/literals'

const ROOMS = ['electron', 'renderer', 'shared', 'scripts']
const SOURCES = ROOMS.flatMap((room) => sources(room))

const NEVER: readonly (readonly [string, RegExp])[] = [
  ['[E6] web security is switched off', /webSecurity:\s*false/],
  ['[E4] the sandbox is switched off', /\bsandbox:\s*false/],
  ['[E8] insecure content is allowed', /allowRunningInsecureContent/],
  ['[E9] experimental features are on', /experimentalFeatures/],
  ['[E10] features of Blink are switched on', /enableBlinkFeatures|disableBlinkFeatures/],
  ['[E2] Node.js is in a page', /nodeIntegration\w*:\s*true/],
  ['[E3] a page is not isolated', /contextIsolation:\s*false/],
  ['[E11] webviews are allowed', /webviewTag:\s*true|<webview|allowpopups/],
  ['[E15] a browser is opened', /openExternal\(/],
  ['[E18] a page is loaded from a file', /loadFile\(|loadURL\(\s*['"`]file:/],
  ['[E10] a switch of Chromium is set', /appendSwitch|appendArgument/],
  [
    '[E1] a certificate is waved through',
    /certificate-error|rejectUnauthorized|setCertificateVerifyProc/,
  ],
  ['text becomes markup', /innerHTML|dangerouslySetInnerHTML|insertAdjacentHTML|document\.write\(/],
  ['text becomes code', /\beval\(|new Function\(/],
]

for (const [what, pattern] of NEVER) {
  // Tagged with the row of the table of docs/reliability.md that it belongs to, where it has one.
  const [, tag = '', words = what] = /^(\[E\d+\] )?(.*)$/.exec(what) ?? []
  test(`${tag}it never happens that ${words}`, () => {
    expect(where(pattern)).toEqual([])
  })
}

/** The window of the till, and the window turned to the customer, which can ask nothing. */
const PRELOADS = ['electron/customer-preload.ts', 'electron/preload.ts']

const ONLY: readonly (readonly [string, RegExp, readonly string[]])[] = [
  ['[E17] ipcMain', /\bipcMain\b/, ['electron/ipc.ts']],
  ['ipcRenderer', /\bipcRenderer\b/, PRELOADS],
  ['contextBridge', /\bcontextBridge\b/, PRELOADS],
  [
    '[E21] the making of a view',
    /new (WebContentsView|BrowserView)\(/,
    ['electron/wallet-view.ts'],
  ],
  ['the making of a window', /new BrowserWindow\(/, ['electron/main.ts']],
  ['protocol.handle', /protocol\.handle\(/, ['electron/protocol.ts']],
]

for (const [what, pattern, files] of ONLY) {
  test(`${what} stands in ${files.join(', ')} alone`, () => {
    expect(where(pattern).filter((file) => !file.startsWith('scripts/'))).toEqual(files)
  })
}

test('[E4] the preload imports Electron and the two lists of names', () => {
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

test('[E4] Chromium runs without its sandbox only for root, and only a script says so', () => {
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

test('[E26] developer tools are for development alone', () => {
  const makers = where(/webPreferences: \{|\bWebPreferences \{/)
  expect(makers).toEqual([
    'electron/customer-window.ts',
    'electron/wallet-page.ts',
    'electron/window.ts',
  ])
  for (const file of makers)
    expect(read(file)).toMatch(/devTools: (?:!(?:options\.)?packaged|false)/)
  expect(where(/openDevTools|toggleDevTools|role: 'toggleDevTools'/)).toEqual([])
  expect(read('electron/main.ts')).toContain('packaged: app.isPackaged')
})

/** Names that look like addresses and are never asked for, and the patterns of our own guard. */
const NAMES_ONLY = [
  /^http:\/\/www\.w3\.org\//,
  /^http:\/\/json-schema\.org\/draft-0[47]\/schema#$/,
  /^(?:http|ws|ftp):\/\/\*\/\*$/,
  /^http:\/\/\[/,
  /^http:\/\/127\.0\.0\.1/,
]

test('[E1] nothing that is shipped holds an address that is not secure', () => {
  const built = join(projectRoot(), 'dist')
  const files = ['electron', 'renderer', 'display'].flatMap((folder) =>
    readdirSync(join(built, folder))
      .filter((name) => /\.c?js$/.test(name))
      .map((name) => join(built, folder, name)),
  )
  expect(files.length).toBeGreaterThanOrEqual(6)
  const found = files.flatMap((file) => literalsOf(readFileSync(file, 'utf8')))
  expect(found.filter((text) => !NAMES_ONLY.some((name) => name.test(text)))).toEqual([])
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
