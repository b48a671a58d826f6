import { expect, it } from 'vitest'
import { runSeed } from './seed'

/** A seed in which the process dies while it waits, after the window was closed, for what is under way. */
const DIES_IN_ITS_QUIT = { seed: 29632898, plainInTen: 4 }

it('a program that dies while it quits is started again, and the shop sells on', async () => {
  const { orders, violation } = await runSeed(DIES_IN_ITS_QUIT, 200)
  expect(violation).toBeNull()
  expect(orders).toBe(200)
})
