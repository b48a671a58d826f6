/*
 * One sale as everybody tells it: the screen, the paper, the terminal's own book and both providers. All in minor
 * units, so that a difference of one cent is a difference.
 */
import { expect } from '@playwright/test'
import type { TillView } from '../shared/order/till-view'
import type { TillUnderTest } from './fixtures/till'

/**
 * Holds the law of one number for the order on Sale complete: shown, charged, printed and told to the coupon
 * service are the same, to the cent.
 */
export async function expectOneNumber(
  till: TillUnderTest,
  want: { readonly coupons: number; readonly due: number },
): Promise<void> {
  const view = await till.view()
  const { sale, ref } = view.order
  if (!sale) throw new Error('The order is not paid.')
  expect(sale.due, 'due').toBe(want.due)
  expect(sale.totals.coupons, 'coupons').toBe(want.coupons)
  await expect(till.page.getByText(`for ${written(sale.due)}.`)).toBeVisible()
  const charged = sale.tenders.reduce((all, tender) => all + tender.amount, 0)
  expect(charged, 'charged').toBe(sale.due)
  const paper = await paperOf(till, view)
  expect(amountOn(paper, 'TOTAL'), 'printed').toBe(sale.totals.total)
  expect(amountOn(paper, 'PETZ coupons') ?? 0, 'printed coupons').toBe(-want.coupons + 0)
  const told = till.world.coupons.state.orders.find((one) => one.orderRef === ref)
  if (view.order.customer?.status !== 'matched' && told === undefined) return
  expect(told, 'told').toMatchObject({
    status: 'completed',
    totals: { total: written(sale.totals.total), petz_discount: written(want.coupons) },
  })
}

/** The register under test, as the coupon service knows it; the other one has an unfinished sale. */
const REGISTER = 'till-2'

/** What the coupon service has in its books for this register: holds, captures, and uses of coupons. */
export function couponBooks({ world }: TillUnderTest): {
  readonly held: readonly (readonly string[])[]
  readonly captured: readonly (readonly string[])[]
  readonly uses: Readonly<Record<string, number>>
} {
  const { authorizations, holdings } = world.coupons.state
  const listed = (status: string) =>
    authorizations
      .filter((one) => one.deviceRef === REGISTER && one.status === status)
      .map((one) => one.coupons.map((coupon) => coupon.couponId))
  const used = holdings.filter((one) => one.usesUsed > 0)
  return {
    held: listed('authorized'),
    captured: listed('captured'),
    uses: Object.fromEntries(
      used.map((one) => [`${one.consumerId}/${one.couponId}`, one.usesUsed]),
    ),
  }
}

/** The text of the paper of an order. */
export async function paperOf(till: TillUnderTest, view: TillView): Promise<string> {
  const { printer } = till.world
  const find = () => printer.papers.find((paper) => paper.text.includes(view.order.ref))
  await expect.poll(() => find() !== undefined, { message: 'the receipt is printed' }).toBe(true)
  return find()?.text ?? ''
}

/** The amount at the end of the line of a paper that begins with these words; null where there is none. */
export function amountOn(paper: string, words: string): number | null {
  const line = paper.split('\n').find((one) => one.trimStart().startsWith(words))
  const amount = /(-?)\$?([\d,]+\.\d{2}) *$/.exec(line ?? '')
  if (!amount) return null
  return centsOf(`${amount[1] ?? ''}${amount[2] ?? ''}`)
}

/** An amount as it is written on screens and papers, in minor units. */
export function centsOf(text: string): number {
  const plain = text.replace(/[,$\s]/g, '').replace('−', '-')
  const match = /^(-?)(\d+)\.(\d{2})$/.exec(plain)
  if (!match) throw new Error(`No amount: ${text}`)
  const cents = Number(match[2]) * 100 + Number(match[3])
  return match[1] === '-' ? -cents : cents
}

/** Minor units as they are written. */
export function written(cents: number): string {
  return `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}
