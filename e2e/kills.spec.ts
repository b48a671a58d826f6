/*
 * The process is killed at every named point between the first scan and the last effect, started again, and
 * the sale brought to its end by hand.
 */
import { expect, test } from './fixtures/till'
import { expectBooksAgree, expectSameOrder, payByHand, printByHand } from './kills/aftermath'
import { KILL_POINTS } from './kills/points'

for (const { name, reach, then } of KILL_POINTS) {
  test(`killed ${name}, the same order goes on and nothing happens twice`, async ({ till }) => {
    const { order: empty } = await till.view()
    await reach(till)
    const before = await till.view()
    const order = before.held.length > 0 ? null : before.order
    await till.kill()
    await till.relaunch()
    await till.devicesReady()
    if (order) await expectSameOrder(till, order)
    await then?.(till)
    const now = (await till.view()).order
    expect(now.id).toBe(empty.id)
    await payByHand(till)
    await printByHand(till)
    await expectBooksAgree(till, order ?? now)
  })
}
