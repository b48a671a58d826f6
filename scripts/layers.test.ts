import { describe, expect, it } from 'vitest'
import { findBreaches } from './layers.mjs'

/** What is said about a checkout of these few files. */
function breaches(files: Readonly<Record<string, string>>): string {
  return findBreaches(new Map(Object.entries(files))).join('\n')
}

/** One file that imports another. */
function importing(from: string, to: string, statement = `import { a } from '${to}'`): string {
  return breaches({ [from]: statement })
}

describe('who may import whom', () => {
  it('holds for code that keeps to its room', () => {
    expect(
      breaches({
        'shared/money.ts': '',
        'shared/order/order.ts': "import { ZERO } from '../money'",
        'electron/till/till.ts':
          "import type { Journal } from '../journal/journal'\nimport { ZERO } from '../../shared/money'",
        'electron/journal/journal.ts': "import { open } from './database'",
        'electron/journal/database.ts': "import Database from 'libsql'",
        'renderer/screens/order/order.tsx':
          "import { Line } from './line'\nimport { pay } from '../../actions/pay'",
        'renderer/screens/order/line.tsx': "import { Button } from '../../components/button'",
        'renderer/components/button.tsx': "import { useState } from 'react'",
        'renderer/actions/pay.ts': "import { view } from '../stores/view'",
        'renderer/stores/view.ts': "import { till } from '../bridge'",
        'renderer/bridge.ts': 'export const till = window.till',
        'sandbox/coupons/server.ts': "import { path } from '../../electron/providers/coupons/wire'",
        'electron/providers/coupons/wire.ts': "export const path = '/posface/auth/create'",
      }),
    ).toBe('')
  })

  it.each([
    ['shared/order/order.ts', '../../electron/log', 'may not import electron/log'],
    ['shared/order/order.ts', 'node:fs', 'may not import node:fs'],
    ['shared/order/order.ts', 'fs', 'may not import fs'],
    ['shared/order/order.ts', 'react', 'may not import react'],
    ['shared/order/close.ts', '../shift/decide', 'do not decide for each other'],
    ['shared/shift/close.ts', '../order/decide-lines', 'do not decide for each other'],
    ['electron/log.ts', './main', 'nobody imports electron/main.ts'],
    ['electron/main.ts', './preload', 'nobody imports electron/preload.ts'],
    ['electron/main.ts', '../renderer/app', 'may not import renderer/app'],
    ['electron/preload.ts', './log', 'may not import electron/log'],
    ['electron/preload.ts', 'node:fs', 'may not import node:fs'],
    ['electron/till/till.ts', '../journal/journal', 'may import only types'],
    ['electron/till/till.ts', '../ipc', 'may not import electron/ipc'],
    ['electron/journal/journal.ts', '../till/till', 'may not import electron/till/till'],
    ['electron/devices/printer/codec.ts', 'node:fs', 'may not import node:fs'],
    ['electron/devices/printer/codec.ts', '../wire/serial', 'may not import electron/devices/wire'],
    ['electron/devices/wire/serial.ts', '../scanner/port', 'may not import electron/devices/scan'],
    ['electron/devices/printer/driver.ts', '../../till/till', 'may not import electron/till/till'],
    ['electron/providers/http.ts', '../journal/journal', 'may not import electron/journal'],
    [
      'electron/providers/coupons/wire.ts',
      './petz',
      'may not import electron/providers/coupons/petz',
    ],
    ['renderer/screens/order/order.tsx', '../../bridge', 'may not import renderer/bridge'],
    ['renderer/screens/order/order.tsx', '../payment/cents', 'may not import renderer/screens/pay'],
    ['renderer/screens/order/order.tsx', '../../../electron/log', 'may not import electron/log'],
    ['renderer/stores/view.ts', '../actions/pay', 'may not import renderer/actions/pay'],
    ['renderer/components/button.tsx', '../stores/view', 'may not import renderer/stores/view'],
    ['renderer/components/button.tsx', '../bridge', 'may not import renderer/bridge'],
    ['renderer/app.tsx', 'electron', 'may not import electron'],
    ['renderer/app.tsx', 'node:path', 'may not import node:path'],
    ['sandbox/main.ts', '../electron/providers/http', 'may not import electron/providers/http'],
    ['e2e/sale.spec.ts', '../electron/log', 'may not import electron/log'],
    ['e2e/sale.spec.ts', '../renderer/app', 'may not import renderer/app'],
    ['scripts/start.mjs', '../electron/log', 'may not import electron/log'],
    ['electron/journal/journal.ts', 'libsql', 'libsql belongs to'],
    ['electron/devices/printer/driver.ts', 'serialport', 'serialport'],
    ['electron/devices/scanner/hid.ts', 'node-hid', 'node-hid'],
  ])('%s may not reach for %s', (from, to, said) => {
    const target = `${from.split('/').slice(0, -1).join('/')}/${to}`
    const files: Record<string, string> = { [from]: `import { a } from '${to}'` }
    if (to.startsWith('.')) files[`${new URL(target, 'app://x/').pathname.slice(1)}.ts`] = ''
    expect(breaches(files)).toContain(said)
  })

  it('counts type imports, dynamic imports, re-exports and import types', () => {
    const log = '../electron/log'
    const statements = [
      `import type { Log } from '${log}'`,
      `export { openLog } from '${log}'`,
      `export type * from '${log}'`,
      `const log = await import('${log}')`,
      `let log: import('${log}').Log`,
    ]
    for (const statement of statements)
      expect(importing('shared/money.ts', log, statement)).toContain('may not import electron/log')
  })

  it('lets the loop import types of a port, however they are marked', () => {
    expect(
      breaches({
        'electron/till/a.ts': "import type { Journal } from '../journal/journal'",
        'electron/till/b.ts': "import { type Journal } from '../journal/journal'",
      }),
    ).toBe('')
  })

  it('has no cycles, not even of types', () => {
    const said = breaches({
      'shared/a.ts': "import type { B } from './b'",
      'shared/b.ts': "import { c } from './c'",
      'shared/c.ts': "export { a } from './a'",
    })
    expect(said).toBe('a cycle: shared/a.ts → shared/b.ts → shared/c.ts → shared/a.ts')
  })

  it('has no barrels', () => {
    expect(breaches({ 'shared/order/index.ts': '' })).toContain('a barrel')
  })

  it('has a room for every file', () => {
    expect(breaches({ 'helpers/a.ts': "import 'node:fs'" })).toContain('is in no room')
  })
})

describe('what has one user', () => {
  it.each([
    ['electron/window.ts', "import { ipcMain } from 'electron'", 'ipcMain'],
    ['electron/window.ts', "import * as e from 'electron'\ne.ipcMain.on('x', f)", 'ipcMain'],
    ['electron/log.ts', "import { ipcRenderer } from 'electron'", 'ipcRenderer'],
    ['renderer/app.tsx', "window.till.ask('till:view', null)", 'window.till'],
    ['renderer/app.tsx', "globalThis.till.ask('till:view', null)", 'window.till'],
    ['electron/providers/coupons/petz.ts', "const path = '/posface/auth'", '/posface/'],
    ['electron/providers/coupons/petz.ts', 'const path = `/posface/${name}`', '/posface/'],
    ['shared/order/order.ts', 'const path = `/posface/auth`', '/posface/'],
  ])('%s may not hold %s', (path, text, said) => {
    expect(breaches({ [path]: text })).toContain(said)
  })

  it('is free to its user', () => {
    expect(
      breaches({
        'electron/ipc.ts': "import { ipcMain } from 'electron'",
        'electron/providers/coupons/wire/endpoints.ts': "const path = '/posface/auth'",
        'renderer/bridge.ts': 'window.till',
      }),
    ).toBe('')
  })
})

describe('tests', () => {
  it('may use test tools and the sandbox, but no other room', () => {
    const test = 'electron/providers/coupons/petz.test.ts'
    expect(breaches({ [test]: "import { it } from 'vitest'\nimport 'node:http'" })).toBe('')
    expect(importing(test, '../../../sandbox/coupons/server')).toBe('')
    expect(importing(test, '../../../renderer/app')).toContain('may not import renderer/app')
  })
})
