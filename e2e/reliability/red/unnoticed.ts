import { SourceCopy } from './copy'
import type { Red } from './red'
import { allReds } from './tables'

const asked = process.env['RED']?.split(',')

/** Sabotages (`S1` …) or faults, all of them or those that RED=S2,P1 names. */
export async function redsAsked(kind: 'sabotages' | 'faults'): Promise<readonly Red[]> {
  const reds = (await allReds()).filter((red) => asked?.includes(red.id) ?? true)
  return reds.filter((red) => red.id.startsWith('S') === (kind === 'sabotages'))
}

/**
 * Takes each protection away in a copy of the sources, two at a time, and runs its test.
 * @returns  those that nothing noticed, with the end of what the test said
 */
export async function unnoticed(reds: readonly Red[]): Promise<readonly string[]> {
  const copies = [new SourceCopy(), new SourceCopy()]
  const left = [...reds]
  const missed: string[] = []
  const work = async (copy: SourceCopy) => {
    for (let red = left.shift(); red; red = left.shift()) {
      const { red: seen, said } = await copy.without(red)
      console.log(`${seen ? 'red ' : 'GREEN'} ${red.id} without ${red.without}`)
      if (!seen) missed.push(`${red.id} without ${red.without}: ${said.slice(-300)}`)
    }
  }
  try {
    await Promise.all(copies.map(work))
    return missed
  } finally {
    for (const copy of copies) copy.remove()
  }
}
