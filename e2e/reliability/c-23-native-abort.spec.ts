/*
 * The process that writes the journal is the main process, and a native fault ends it. What keeps it running
 * under `npm start` (scripts/keeper.mjs) keeps the real Electron here.
 */
import { join } from 'node:path'
import { keepRunning } from '../../scripts/keeper.mjs'
import { GOODS, lineOf } from '../counter'
import { expect, test } from '../fixtures/till'
import { closeTill, launchTill, type LaunchedTill } from '../launch'
import { runRow } from './rows'

test.use({ worldOptions: { promotions: false, coupons: false, printer: false } })

test('[C23] a native fault in the process that writes the journal: it is started again and the order goes on', async ({
  world,
}) => {
  const launch = {
    data: join(world.folder, '..', 'till'),
    settings: world.settingsPath,
    args: ['--sandbox'],
    env: world.environment,
  }
  const lives: LaunchedTill[] = []
  const kept = keepRunning(async () => {
    const life = await launchTill(launch)
    lives.push(life)
    return life.child
  })
  const life = async (number: number): Promise<LaunchedTill> => {
    await expect.poll(() => lives.length, { intervals: [10] }).toBe(number)
    const last = lives.at(-1)
    if (!last) throw new Error('There is no terminal')
    return last
  }
  await runRow({ row: 'T-09', part: 'native-abort' }, null, async () => {
    const { page, child } = await life(1)
    await expect(page.getByRole('button', { name: 'Pay', exact: true })).toBeVisible()
    // Scans that come before the scanner is open wait in its cable.
    await world.scanner.scan(GOODS.dogFood.code)
    await expect(lineOf(page, GOODS.dogFood.name)).toBeVisible()
    const fellAt = performance.now()
    child.kill('SIGABRT')
    const { page: next } = await life(2)
    await expect(lineOf(next, GOODS.dogFood.name)).toBeVisible()
    const ms = Math.round(performance.now() - fellAt)
    await expect(next.getByText('Picking up where you left off')).toBeVisible()
    await world.scanner.scan(GOODS.rope.code)
    await expect(lineOf(next, GOODS.rope.name)).toBeVisible()
    return { 'from the fault to the order on screen (bar 2000), ms': ms }
  })
  await closeTill(await life(2))
  expect(await kept).toBe(0)
})
