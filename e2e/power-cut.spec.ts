import { GOODS, lineOf } from './counter'
import { expect, test } from './fixtures/till'

test('a power cut in the middle of an order loses nothing of it', async ({ till }) => {
  await till.scan(GOODS.dogFood.code)
  await till.scan(GOODS.rope.code)
  await expect(lineOf(till.page, GOODS.rope.name)).toBeVisible()
  const before = await till.view()
  await till.kill()
  await till.relaunch()
  expect((await till.view()).order).toEqual(before.order)
  await till.devicesReady()
  await till.scan(GOODS.litter.code)
  await expect(lineOf(till.page, GOODS.litter.name)).toBeVisible()
})

test('a terminal that is closed and opened again shows the same order', async ({ till }) => {
  await till.scan(GOODS.dogFood.code)
  await expect(lineOf(till.page, GOODS.dogFood.name)).toBeVisible()
  const before = await till.view()
  await till.restart()
  await expect(lineOf(till.page, GOODS.dogFood.name)).toBeVisible()
  expect((await till.view()).order.lines).toEqual(before.order.lines)
})
