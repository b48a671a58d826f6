import {
  applyCode,
  bigFigure,
  button,
  chooseItem,
  discountDamagedPack,
  findCustomer,
  goOn,
  GOODS,
  lineOf,
  moneyRow,
  pay,
  scanExample,
  takeCash,
} from './counter'
import { expect, test } from './fixtures/till'

test('the running example is one number from the first scan to the receipt', async ({ till }) => {
  const { page, world } = till
  const counter = { page, scan: (code: string) => till.scan(code) }
  expect((await till.describe()).problems).toEqual([])

  await scanExample(counter)
  await expect(page.getByText('4 lines, 9 items')).toBeVisible()
  await discountDamagedPack(counter)

  await applyCode(counter, 'SPRING5')
  await expect(page.getByText('Spring $5 off is on the order')).toBeVisible()
  await findCustomer(counter, '2065550142')
  await expect(page.getByRole('button', { name: /4 coupons$/ })).toBeVisible()
  await expect(moneyRow(page, 'Subtotal')).toHaveText('92.32')
  await expect(moneyRow(page, 'Discounts')).toHaveText('−6.87')
  await expect(moneyRow(page, 'Tax 8%')).toHaveText('6.84')
  await expect(bigFigure(page, '$92.29')).toBeVisible()

  const validating = page.getByRole('status').filter({ hasText: /^Validating Discounts$/ })
  await Promise.all([expect(validating).toBeVisible(), pay(counter)])
  await chooseItem(counter, '20% off one toy', GOODS.rope.name)
  await expect(lineOf(page, GOODS.rope.name)).toContainText('−1.90')
  await goOn(counter)

  await expect(page.getByRole('heading', { name: '2 PETZ coupons apply' })).toBeVisible()
  await expect(page.getByText('You save $6.89 with PETZ')).toBeVisible()
  await expect(lineOf(page, GOODS.dogFood.name)).toContainText('−5.00')
  await expect(lineOf(page, GOODS.pouch.name)).toContainText('−1.89')
  await goOn(counter)

  await expect(moneyRow(page, 'PETZ coupons')).toHaveText('−6.89')
  await expect(moneyRow(page, 'Tax 8%')).toHaveText('6.68')
  await expect(bigFigure(page, '$83.34')).toBeVisible()
  await takeCash(counter, '100.00')
  await expect(page.getByText('$16.66', { exact: true })).toBeVisible()

  const done = await till.until('everything is settled', (view) =>
    view.order.effects.every((effect) => effect.status === 'delivered'),
  )
  expect(done.owed).toEqual([])
  const [paper] = await world.printer.waitForPapers(1)
  for (const [words, amount] of RECEIPT) expect(paper?.text).toMatch(row(words, amount))
  expect(world.printer.papers).toHaveLength(1)
  expect(world.printer.drawerPulses).toBe(1)

  const { promotions, violations } = world.promotions.state()
  expect(violations).toEqual([])
  expect(promotions).toMatchObject([
    { code: 'SPRING5', status: 'redeemed', amount: 500, verified: 1, applied: 1, voided: 0 },
  ])
  const { authorizations, holdings, orders } = world.coupons.state
  expect(authorizations.filter((one) => one.status === 'captured')).toHaveLength(1)
  expect(usesOf(holdings, '880412')).toEqual({ 70311: 1, 70455: 1, 70460: 1, 70502: 0 })
  expect(orders).toMatchObject([{ orderRef: done.order.ref, status: 'completed' }])

  await button(page, 'New order').click()
  await expect(page.getByText('Order 0002')).toBeVisible()
  await till.scan(GOODS.rope.code)
  await expect(lineOf(page, GOODS.rope.name)).toContainText('9.50')
})

/** What stands on the receipt of the running example, and the amount at the end of its line. */
const RECEIPT: readonly (readonly [string, string])[] = [
  [GOODS.dogFood.name, '58.99'],
  ['PETZ: $5.00 off Brambleway Dry 24 lb', '-5.00'],
  ['6 x 1.89', '11.34'],
  ['PETZ: Buy 6 pouches, 1 free', '-1.89'],
  [GOODS.rope.name, '9.50'],
  ['Store promotion: 20% off one toy', '-1.90'],
  [GOODS.litter.name, '12.49'],
  ['Damaged pack 15%', '-1.87'],
  ['Promotion: Spring $5 off (SPRING5)', '-5.00'],
  ['Subtotal', '92.32'],
  ['Discounts', '-8.77'],
  ['Tax 8.00% on 83.55', '6.68'],
  ['PETZ coupons', '-6.89'],
  ['TOTAL', '$83.34'],
  ['Cash', '100.00'],
  ['Change', '16.66'],
  ['YOU SAVED', '$15.66'],
]

function row(words: string, amount: string): RegExp {
  return new RegExp(`^ *${escaped(words)} +${escaped(amount)} *$`, 'm')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function usesOf(
  holdings: readonly {
    readonly consumerId: string
    readonly couponId: string
    readonly usesUsed: number
  }[],
  consumerId: string,
) {
  const own = holdings.filter((one) => one.consumerId === consumerId)
  return Object.fromEntries(own.map((one) => [one.couponId, one.usesUsed]))
}
