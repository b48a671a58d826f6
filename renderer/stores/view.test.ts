import { beforeEach, describe, expect, test } from 'vitest'
import { order0042, viewOf } from '../screens/payment/fixtures'
import { keepSame } from './keep-same'
import { acceptView, useViewStore } from './view'

const first = viewOf(order0042(), 5)

beforeEach(() => useViewStore.setState({ view: null }))

describe('the view store', () => {
  test('a newer view takes the place of an older one', () => {
    acceptView(first)
    acceptView({ ...first, revision: 6, unwritable: true })
    expect(useViewStore.getState().view?.unwritable).toBe(true)
  })

  test('an older view that comes late is not shown', () => {
    acceptView(first)
    acceptView({ ...first, revision: 4, unwritable: true })
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
