import { expect, it } from 'vitest'
import { runSeed } from './seed'

/** Seeds that broke an invariant once, among ten thousand. */
it.each([
  ['an order is closed lives after it was paid with a coupon of which there is only one', 70360315],
  ['a start finds the disk full, and a drawer that was under way', 59812207],
  ['a forgotten coupon comes alone', 61380169],
  ['what a start could not write is settled before a command that cannot be written', 142542],
  ['a question about coupons reaches the service when its order is paid', 24604333],
])('%s', async (_, seed) => {
  const { violation } = await runSeed({ seed }, 200)
  expect(violation).toBeNull()
})
