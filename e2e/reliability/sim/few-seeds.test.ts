import { expect, it } from 'vitest'
import { runSeed } from './seed'

/** Rough enough that a few hundred orders meet everything that is common. */
const STORM = { inMillion: 60_000, deathEveryMs: 180_000 }

/** And customers who bring more than goods and money. */
const plainInTen = 4

it.each([1, 2, 4, 5, 6, 7])(
  'a shop in a storm breaks no invariant, seed %i',
  async (number) => {
    const { violation } = await runSeed({ seed: 104_729 * number, weather: STORM, plainInTen }, 70)
    expect(violation).toBeNull()
  },
  60_000,
)
