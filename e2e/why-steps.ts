/*
 * Steps of the journeys of reasons: the store's promotions, the rows of the panel, and its pictures by day and by night.
 */
import type { Locator, Page } from '@playwright/test'
import { findCustomer } from './counter'
import { pick } from './discount-steps'
import { expect, type TillUnderTest } from './fixtures/till'
import { keepBoth, pathOf as pathIn } from './pictures'

const CUSTOMER = 'app://customer/'

/** The store's promotions of these journeys; one of them begins tomorrow. */
export function promotions(): string {
  const tomorrow = new Date(Date.now() + 86_400_000)
  const two = (part: number): string => String(part).padStart(2, '0')
  const day = `${tomorrow.getFullYear()}-${two(tomorrow.getMonth() + 1)}-${two(tomorrow.getDate())}`
  return `groups:
  staff: ["206 555 0142"]
promotions:
  - { id: ear, name: Second pig ear half price, kind: buy-get, how: same,
      buy: { count: 1, items: [ch-pig-ear] }, get: { count: 1, percent: 50 } }
  - { id: feast, name: Crickets and mealworms 5.00, kind: set, price: 5.00,
      parts: [{ count: 1, items: [lv-cricket-12] }, { count: 1, items: [lv-mealworm-50] }] }
  - { id: bags, name: Waste bags from 3, kind: quantity, items: [sv-waste-bag],
      steps: [{ from: 3, percent: 10 }, { from: 6, percent: 20 }] }
  - { id: spend, name: 3.00 off from 12.00, kind: spend,
      items: [ch-pig-ear, lv-cricket-12, sv-waste-bag, pl-catnip, fz-mice, sv-nail-trim],
      steps: [{ from: 12, amount: 3 }] }
  - { id: members, name: Catnip for members, kind: each, items: [pl-catnip], percent: 10, customers: [petz] }
  - { id: staff, name: Mice for staff, kind: each, items: [fz-mice], percent: 20, customers: [staff] }
  - { id: melt, name: Ice melt once, kind: each, items: [sv-ice-melt], amount: 2, limit: { order: 1 } }
  - { id: grass, name: Wheat grass week, kind: each, items: [pl-wheat-grass], percent: 10, from: ${day} }
  - { id: antler-20, name: Antler 20%, kind: each, items: [ch-antler-m], percent: 20 }
  - { id: fish-2, name: Fish 2 and 1, kind: buy-get, how: cheapest, buy: { count: 2, categories: [Fish] }, get: { count: 1, percent: 50 } }
  - { id: fish-3, name: Fish 3 and 1, kind: buy-get, how: cheapest, buy: { count: 3, categories: [Fish] }, get: { count: 1, percent: 70 } }
  - { id: fish-4, name: Fish 4 and 1, kind: buy-get, how: cheapest, buy: { count: 4, categories: [Fish] }, get: { count: 1, percent: 80 } }
  - { id: fish-5, name: Fish 5 and 1, kind: buy-get, how: cheapest, buy: { count: 5, categories: [Fish] }, get: { count: 1, percent: 90 } }
  - { id: antler-5, name: Antler 5%, kind: each, items: [ch-antler-m], percent: 5 }
`
}

function rowIn(page: Page, list: string, words: string): Locator {
  return page
    .getByRole('list', { name: list, exact: true })
    .getByRole('listitem')
    .filter({ hasText: words })
}

/** A row of what is on the order. */
export function applied(page: Page, name: string): Locator {
  return rowIn(page, 'On this order', name)
}

/** A row of what is nearly on it. */
export function nearly(page: Page, name: string): Locator {
  return rowIn(page, 'Nearly', name)
}

/** A row of what is not on it. */
export function not(page: Page, name: string): Locator {
  return rowIn(page, 'Not on this order', name)
}

/** A coupon on paper as a scanner sends it: so many pieces of a family, for an amount off. */
export function paper(value: number, pieces: number, family: string, more = ''): string {
  return `]e0811010400001123456${String(value).length}${value}1${pieces}0${family}${more}`
}

/** Goods as the quick keys put them on the order, once they are there. */
export async function pickAll(till: TillUnderTest, ...skus: readonly string[]): Promise<void> {
  await expect(till.page.getByText('Nail trim', { exact: true })).toBeVisible()
  await pick(till, ...skus)
}

/** A customer whose account is found. */
export async function known(till: TillUnderTest, ending: string): Promise<void> {
  const { page } = till
  await findCustomer({ page, scan: (code) => till.scan(code) }, `206555${ending}`)
  await till.until('the account is found', ({ order }) => order.customer?.status === 'matched')
}

/** The window turned to the customer. */
export async function customerPage({ app }: TillUnderTest): Promise<Page> {
  const isThere = (page: Page) => page.url() === CUSTOMER
  await expect.poll(() => app.windows().some(isThere)).toBe(true)
  const page = app.windows().find(isThere)
  if (page === undefined) throw new Error('The window turned to the customer is gone again')
  return page
}

/** Where the picture of that name is kept. */
export function pathOf(name: string): string {
  return pathIn('why', name)
}

/** Keeps a picture of the window. */
export async function picture({ page }: TillUnderTest, name: string): Promise<void> {
  await page.screenshot({ path: pathOf(name) })
}

/** The same by day and by night. */
export function bothPictures({ page }: TillUnderTest, name: string): Promise<void> {
  return keepBoth(page, 'why', name)
}
