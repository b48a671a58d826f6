import { beforeEach, describe, expect, test } from 'vitest'
import { Shop } from '../shared/order/testing/shop'
import { viewOf } from '../shared/order/view-of'
import { assert } from '../shared/assert'
import { withChange } from '../shared/ipc/change'
import type { ViewChange } from '../shared/ipc/contract'
import type { TillView } from '../shared/order/till-view'
import { ViewNews } from './view-news'

let pushed: ViewChange[]
let frames: (() => void)[]
let news: ViewNews
let shop: Shop
let revision: number

beforeEach(() => {
  pushed = []
  frames = []
  shop = new Shop()
  revision = 0
  const after = (_ms: number, run: () => void) => {
    frames.push(run)
    return () => undefined
  }
  news = new ViewNews((change) => pushed.push(change), { now: () => 0, after })
})

describe('news of the view', () => {
  test('the first is the whole view, and each after it follows on the one before', () => {
    const first = scan('tea')
    nextFrame()
    const second = scan('cake')
    nextFrame()
    expect(pushed.map(({ from, revision: to }) => [from, to])).toEqual([
      [null, 1],
      [1, 2],
    ])
    expect(shown()).toEqual(second)
    expect(first).not.toEqual(second)
  })

  test('a line on a long order is told alone', () => {
    for (let index = 0; index < 300; index += 1) {
      shop.at += 1
      shop.add('cake')
      const line = shop.order.lines.at(-1)
      assert(line !== undefined, 'A line was added')
      shop.run({ type: 'VoidLine', lineId: line.id })
    }
    scan('tea')
    nextFrame()
    const whole = JSON.stringify(scan('gift')).length
    expect(JSON.stringify(pushed.at(-1)).length).toBeLessThan(whole / 20)
  })

  test('changes faster than frames are told together, and the last one is never kept back', () => {
    scan('tea')
    scan('cake')
    const last = scan('biscuits')
    expect(pushed.length).toBe(1)
    nextFrame()
    expect(pushed.length).toBe(2)
    expect(shown()).toEqual(last)
    nextFrame()
    expect(pushed.length).toBe(2)
  })

  test('what is asked for at once is told at once', () => {
    scan('tea')
    const last = scan('cake')
    news.flush()
    expect(shown()).toEqual(last)
    nextFrame()
    expect(pushed.length).toBe(2)
  })
})

function scan(sku: string): TillView {
  const price = sku === 'gift' ? { price: 500 } : {}
  shop.run({ type: 'AddItem', sku, ...price })
  revision += 1
  const view = viewOf(shop.state, revision, shop.context(), null)
  assert(view !== null, 'There is an order')
  news.tell(view)
  return view
}

function nextFrame(): void {
  const due = frames
  frames = []
  for (const run of due) run()
}

/** What a window has that took every piece of news. */
function shown(): unknown {
  return pushed.reduce<unknown>(
    (view, { change }) => withChange(view, structuredClone(change)),
    null,
  )
}
