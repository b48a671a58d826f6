import { describe, expect, test } from 'vitest'
import { WALLET_ACTIONS } from './customer'
import { keyOf, type Action } from './action'
import { healthActions } from './health'
import { LINE_ACTIONS } from './lines'
import { ORDER_ACTIONS } from './order'
import { WINDOW_ACTIONS } from './window'

const SCREENS: Readonly<Record<string, readonly Action[]>> = {
  Order: [...ORDER_ACTIONS.order, ...LINE_ACTIONS],
  Discnt: [...ORDER_ACTIONS.discnt, ...LINE_ACTIONS],
  Promotions: [...ORDER_ACTIONS.promotions, ...LINE_ACTIONS],
  Why: [...ORDER_ACTIONS.why, ...LINE_ACTIONS],
  Wallet: [...WALLET_ACTIONS, ...ORDER_ACTIONS.wallet, ...LINE_ACTIONS],
  Health: healthActions({ check: true, backUp: true, exportDay: true }),
}

describe.each(Object.entries(SCREENS))('%s', (name, actions) => {
  const all = [...actions, ...WINDOW_ACTIONS]

  test('no two actions share a key', () => {
    const keys = all.flatMap((action) => (action.key === null ? [] : [action.key]))
    expect(keys).toHaveLength(new Set(keys).size)
  })

  test('no two actions share a name', () => {
    expect(all).toHaveLength(new Set(all.map((action) => action.name)).size)
  })

  test('no letter alone is a key, and signs work only within the list of lines', () => {
    for (const { key, within } of all) {
      if (key?.length === 1) expect([key, within]).toEqual([key, '[data-lines]'])
    }
  })

  test('F9 goes on and Esc goes back', () => {
    const keys = all.map((action) => action.key)
    // From Health nothing goes on.
    expect(keys.includes('F9')).toBe(name !== 'Health')
    expect(keys).toContain('Escape')
  })
})

describe('keyOf', () => {
  const plain = { ctrlKey: false, altKey: false, metaKey: false }

  test.each([
    [{ key: 'F9' }, 'F9'],
    [{ key: 'h', ctrlKey: true }, 'Ctrl+H'],
    [{ key: 'H', ctrlKey: true }, 'Ctrl+H'],
    [{ key: 'Delete', ctrlKey: true }, 'Ctrl+Delete'],
    [{ key: '−' }, '-'],
    [{ key: 'F4', altKey: true }, null],
    [{ key: 'F9', metaKey: true }, null],
  ])('%j is %s', (event, key) => {
    expect(keyOf({ ...plain, ...event })).toBe(key)
  })
})
