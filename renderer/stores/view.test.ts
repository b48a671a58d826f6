import { beforeEach, describe, expect, test } from 'vitest'
import { order0042, viewOf } from '../screens/payment/fixtures'
import { keepSame } from './keep-same'
import { acceptChange, acceptView, useViewStore } from './view'

const first = viewOf(order0042(), 5)

beforeEach(() => useViewStore.setState({ view: null }))

describe('the view store', () => {
  test('a newer view takes the place of an older one', () => {
    acceptView(first)
    acceptView({ ...first, revision: 6, trouble: 'full' })
    expect(useViewStore.getState().view?.trouble).toBe('full')
  })

  test('an older view that comes late is not shown', () => {
    acceptView(first)
    acceptView({ ...first, revision: 4, trouble: 'full' })
    expect(useViewStore.getState().view).toEqual(first)
  })

  test('what is equal in a fresh copy stays the same object', () => {
    acceptView(first)
    const fresh = structuredClone({ ...first, revision: 6 })
    acceptView({ ...fresh, order: { ...fresh.order, number: 43 } })
    const { view } = useViewStore.getState()
    expect(view?.order.number).toBe(43)
    expect(view?.order.lines).toBe(first.order.lines)
    expect(view?.totals).toBe(first.totals)
  })

  test('a change is taken where it follows on the view that is here', () => {
    acceptView(first)
    const change = { fields: { trouble: { to: 'full' } } }
    expect(acceptChange({ revision: 6, from: 5, change })).toBe(true)
    const { view } = useViewStore.getState()
    expect(view?.trouble).toBe('full')
    expect(view?.order).toBe(first.order)
  })

  test.each([
    ['of another view', { revision: 9, from: 7, change: { to: null } }, false],
    ['of what is here already', { revision: 5, from: 4, change: { to: null } }, true],
  ])('a change %s leaves the view as it is', (_what, change, fits) => {
    acceptView(first)
    expect(acceptChange(change)).toBe(fits)
    expect(useViewStore.getState().view).toEqual(first)
  })

  test('without a view only a whole one is taken', () => {
    expect(acceptChange({ revision: 5, from: 4, change: { fields: {} } })).toBe(false)
    expect(acceptChange({ revision: 5, from: null, change: { to: first } })).toBe(true)
    expect(useViewStore.getState().view).toBe(first)
  })
})

describe('keepSame', () => {
  test.each([
    [{ a: [1, { b: null }] }, { a: [1, { b: null }] }],
    [[], []],
    ['text', 'text'],
  ])('%j in a copy is the old value itself', (old, fresh) => {
    expect(keepSame(old, fresh)).toBe(old)
  })

  test.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [[1, 2], [1]],
    [[1], { 0: 1 }],
    [null, { a: 1 }],
    [{ a: 1 }, null],
  ])('%j that became %j is the new value', (old, fresh) => {
    expect(keepSame<unknown>(old, fresh)).toStrictEqual(fresh)
  })
})
