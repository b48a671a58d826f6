/*
 * The computer goes to sleep and wakes up, told by the runtime's own power monitor.
 */
import { expect, test, valueOf, type TillUnderTest } from './fixtures/till'
import { button, GOODS, lineOf, pay, takeCash } from './counter'

test.use({ worldOptions: { promotions: false, coupons: false } })

async function tell(till: TillUnderTest, event: 'suspend' | 'resume'): Promise<void> {
  await till.app.evaluate(({ powerMonitor }, name) => {
    powerMonitor.emit(name)
  }, event)
}

async function statuses(till: TillUnderTest): Promise<ReadonlySet<string>> {
  const devices = await till.page.evaluate(() => window.till.ask('devices:list', null))
  const cabled = valueOf(devices).filter((one) => !one.id.startsWith('keyboard'))
  return new Set(cabled.map((one) => one.status))
}

test('[E27] devices are closed for a sleep and opened after it, and the sale between is whole', async ({
  till,
}) => {
  const { page } = till
  await till.scan(GOODS.rope.code)
  await expect(lineOf(page, GOODS.rope.name)).toBeVisible()
  await tell(till, 'suspend')
  await expect.poll(async () => [...(await statuses(till))]).toEqual(['closed'])
  // A sale that is finished while the printer is asleep owes its receipt.
  await pay({ page, scan: (code) => till.scan(code) })
  await takeCash({ page, scan: (code) => till.scan(code) }, '20.00')
  await expect(button(page, 'New order')).toBeVisible()
  expect(till.world.printer.papers).toHaveLength(0)
  await tell(till, 'resume')
  await till.devicesReady()
  await till.scan(GOODS.pouch.code)
  await expect(lineOf(page, GOODS.pouch.name)).toBeVisible()
  const log = await till.log()
  expect(log).toContain('The computer goes to sleep')
  expect(log).toContain('The computer is awake again')
  expect(log).not.toContain('"Bug"')
})
