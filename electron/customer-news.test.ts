import { beforeEach, describe, expect, it } from 'vitest'
import { CUSTOMER_DELAY_MS, CUSTOMER_TEST_MS, CustomerNews } from './customer-news'
import { VirtualTimers } from './till/testing/virtual-timers'
import { assert } from '../shared/assert'
import type { CustomerView } from '../shared/display/customer-view'
import { Shop } from '../shared/order/testing/shop'
import { viewOf } from '../shared/order/view-of'

let shop: Shop
let timers: VirtualTimers
let told: CustomerView[]
let news: CustomerNews

beforeEach(() => {
  shop = new Shop()
  timers = new VirtualTimers(1_742_517_780_000)
  told = []
  news = new CustomerNews(
    { store: 'Paws on Pine', locale: 'en-US', currency: 'USD' },
    timers,
    (view) => told.push(view),
  )
})

function take(): void {
  const view = viewOf(shop.state, 1, shop.context(), null)
  assert(view !== null, 'A till has an order')
  news.take(view)
}

const pass = (ms = CUSTOMER_DELAY_MS) => timers.pass(ms)
const statuses = () => told.map((view) => view.scene.status)
const newest = () => {
  const scene = told.at(-1)?.scene
  return scene?.status === 'order' ? scene.lines.at(-1)?.name : undefined
}

describe('what the customer is told', () => {
  it('comes a moment after the till, and only the newest', async () => {
    for (const sku of ['tea', 'cake', 'fw-rope-m']) {
      shop.add(sku)
      take()
    }
    expect(told).toEqual([])
    await pass()
    expect(statuses()).toEqual(['order'])
    expect(newest()).toBe('Fetchwell Rope Toy M')
  })

  it('is told once while it stays the same', async () => {
    take()
    await pass()
    take()
    await pass()
    expect(statuses()).toEqual(['welcome'])
  })

  it('follows the line touched last', async () => {
    for (const sku of ['tea', 'cake', 'tea']) {
      shop.add(sku)
      take()
      await pass()
    }
    expect(newest()).toBe('Tea')
  })

  it('is a welcome while nobody stands at the terminal, and the order again after it', async () => {
    shop.add('tea')
    take()
    await pass()
    news.pause(true)
    await pass()
    news.pause(false)
    await pass()
    expect(statuses()).toEqual(['order', 'welcome', 'order'])
  })

  it('is a test text for a while, then what it was', async () => {
    take()
    await pass()
    news.test()
    await pass(CUSTOMER_TEST_MS + CUSTOMER_DELAY_MS)
    expect(statuses()).toEqual(['welcome', 'test', 'welcome'])
  })

  it('is a test text until the order changes, not until something else does', async () => {
    take()
    await pass()
    news.test()
    take()
    await pass()
    expect(statuses()).toEqual(['welcome', 'test'])
    shop.add('tea')
    take()
    await pass()
    expect(statuses()).toEqual(['welcome', 'test', 'order'])
  })
})
