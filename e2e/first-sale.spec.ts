import { expect, test } from './fixtures/till'

test('smoke', async ({ till }) => {
  await till.scan('400001102312')
  await expect(till.page.getByText('Brambleway Chicken Dry Dog Food 24 lb').first()).toBeVisible()
  await till.page.screenshot({ path: '/tmp/smoke.png' })
  expect((await till.describe()).problems).toEqual([])
})
