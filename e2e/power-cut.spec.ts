import { GOODS, lineOf } from './counter'
import { expect, test } from './fixtures/till'

test('a power cut in the middle of an order loses nothing of it', async ({ till }) => {
  await till.scan(GOODS.dogFood.code)
  await till.scan(GOODS.rope.code)
  await expect(lineOf(till.page, GOODS.rope.name)).toBeVisible()
  const before = await till.view()
  await till.kill()
  await till.relaunch()
  await expect(till.page.getByText('Picking up where you left off')).toBeVisible()
  const { order, totals } = await till.view()
  expect(order).toMatchObject({ id: before.order.id, number: 1, lines: before.order.lines })
  expect(totals).toEqual(before.totals)
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
