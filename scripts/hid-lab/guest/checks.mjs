/*
 * One line for each check, and the count at the end. Everything in the machine is twenty to fifty times
 * slower than outside, so that waits are long; none is longer than what is waited for needs.
 */
import { setTimeout as wait } from 'node:timers/promises'

const WAIT_MS_MAX = 40_000
const LOOK_MS = 20
const GROUP_MS_MAX = 300_000

let passed = 0
let failed = 0

/** Says whether something is so. */
export function check(text, holds, detail = '') {
  if (holds) passed += 1
  else failed += 1
  const more = detail === '' ? '' : `: ${detail}`
  console.log(holds ? `ok     ${text}` : `FAILED ${text}${more}`)
}

/** Says what was seen, without judging it. */
export function note(text) {
  console.log(`       ${text}`)
}

/** Waits until something holds, and answers it; null when the time has passed. */
export async function until(look, ms = WAIT_MS_MAX) {
  for (const end = Date.now() + ms; ; await wait(LOOK_MS)) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) return null
  }
}

/** Runs checks that belong together; one that breaks off is a failure, and the next ones still run. */
export async function group(name, work) {
  console.log(name)
  const began = Date.now()
  try {
    await Promise.race([work(), tooLong()])
  } catch (error) {
    check(`${name} runs to its end`, false, error?.stack ?? String(error))
  }
  note(`${((Date.now() - began) / 1000).toFixed(0)} s`)
}

/** Says how many passed and failed, and answers the exit code. */
export function total() {
  console.log(`${passed} passed, ${failed} failed`)
  return failed > 0 || passed === 0 ? 1 : 0
}

async function tooLong() {
  await wait(GROUP_MS_MAX)
  throw new Error('It takes too long')
}
