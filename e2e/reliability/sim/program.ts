/*
 * Runs seeds in a process of its own: `node program.cjs <orders> <seed> …`. One line of JSON for each seed, and
 * a last one with how often each fault has fired and each branch was taken.
 */
import { writeSync } from 'node:fs'
import { runSeed } from './seed'

async function main(): Promise<void> {
  const [orders = '200', ...seeds] = process.argv.slice(2)
  const fired = new Map<string, number>()
  const taken = new Map<string, number>()
  for (const seed of seeds) {
    const result = await runSeed({ seed: Number(seed), fired, taken }, Number(orders))
    writeSync(1, `${JSON.stringify(result)}\n`)
  }
  const counts = { fired: [...fired], taken: [...taken] }
  writeSync(1, `${JSON.stringify(counts)}\n`)
}

void main()
