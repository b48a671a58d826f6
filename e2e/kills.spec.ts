/*
 * The process is killed at every named point between the first scan and the last effect, started again, and
 * the sale, or the return of it, brought to its end by hand.
 */
import { appendFileSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from './fixtures/till'
import { expectBooksAgree, expectSameOrder, payByHand, printByHand } from './kills/aftermath'
import { KILL_POINTS } from './kills/points'
import { expectGivenBackOnce, expectSameReturn, giveBackByHand } from './kills/return-aftermath'
import { RETURN_POINTS } from './kills/return-points'
import { runRow } from './reliability/rows'

/** The points that were passed, one a line: a failed test begins a new process, the file is the run's. */
const passedFile = join(tmpdir(), `kill-points-${process.ppid}`)

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
    appendFileSync(passedFile, `${name}\n`)
  })
}

for (const { name, reach, then } of RETURN_POINTS) {
  test(`killed ${name}, the same goods come back and everything is given back once`, async ({
    till,
  }) => {
    await reach(till)
    const { order } = await till.view()
    await till.kill()
    await till.relaunch()
    await till.devicesReady()
    await expectSameReturn(till, order)
    await then?.(till)
    await giveBackByHand(till)
    await printByHand(till)
    await expectGivenBackOnce(till)
    appendFileSync(passedFile, `${name}\n`)
  })
}

test('T-02 every named point was passed in the built terminal', async () => {
  await runRow({ row: 'T-02', part: 'built-app' }, null, () => {
    const passed = new Set(readFileSync(passedFile, 'utf8').trimEnd().split('\n'))
    rmSync(passedFile)
    const points = [...KILL_POINTS, ...RETURN_POINTS].map(({ name }) => name)
    expect(points.filter((name) => !passed.has(name))).toEqual([])
    return { points: points.length, passed: passed.size }
  })
})
