/*
 * What does not come back with the goods is said before the money moves: a paper that the store keeps, and the part
 * of a promotion whose threshold breaks.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GOODS } from './counter'
import { goPay, payExact, pick, settled } from './discount-steps'
import { expect, test as base } from './fixtures/till'
import { keepBoth } from './pictures'

const RULES = `promotions:
  - { id: spend, name: 5.00 off from 60.00, kind: spend, items: [bw-dog-chk-24, fw-rope-m],
      steps: [{ from: 60, amount: 5 }] }
`

const PAPER = ']e0811010400001123456275110120'

const test = base.extend({
  worldOptions: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'returns-kept-'))
    const promotionFile = join(folder, 'promotions.yaml')
    await writeFile(promotionFile, RULES)
    const families = { [GOODS.pouch.code]: '120' }
    await use({ settings: { promotionFile, manufacturerCoupons: { families } } })
    await rm(folder, { recursive: true, force: true })
  },
})

test('a broken threshold and a paper are told before the money goes back', async ({ till }) => {
  const { page } = till
  await pick(till, 'bw-dog-chk-24', 'fw-rope-m', 'bw-cat-sal-3')
  await till.scan(PAPER)
  await expect(page.getByText('5.00 off from 60.00').first()).toBeVisible()
  await goPay(till)
  await payExact(till)
  const { ref } = (await settled(till)).order
  await till.scan(ref)
  await till.press('Open sale')
  const preview = page.getByRole('group', { name: 'What happens' })
  await page.getByRole('button', { name: `More back of ${GOODS.rope.name}` }).click()
  // 5.00 off 58.99 + 9.50 = 68.49; of it 0.69 on the rope.
  await expect(preview).toContainText(
    '5.00 off from 60.00: 0.69 is not paid out. Goods that stay keep their part.',
  )
  await page.getByRole('button', { name: `More back of ${GOODS.pouch.name}` }).click()
  await expect(preview).toContainText('stays used, the store keeps the paper')
  await keepBoth(page, 'returns', 'kept-off')
  await till.press('Everything')
  await expect(preview).not.toContainText('is not paid out')
  await expect(preview).toContainText('stays used, the store keeps the paper')
})
