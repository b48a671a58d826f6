/*
 * Keeps the terminal running. A native fault (a signal) or a broken law of the house (exit code 70, see
 * electron/main.ts) ends its process, never its orders: they are in the journal, and the next process goes on
 * with them. Whoever asks it to end, and a terminal that says why it cannot start, is left alone.
 */
import { say } from './process.mjs'

/** What electron/main.ts ends with after a bug. */
const BUG = 70
const ASKED_TO_END = ['SIGINT', 'SIGTERM', 'SIGHUP']
const RESTARTS_MAX = 5
const WITHIN_MS = 60_000

/**
 * Runs a program to its end, and again after each end that was none of its choice: at most five times a minute.
 * @param startProgram  starts it and answers its process; called again for every life
 * @param now           milliseconds of a clock that only goes forward
 * @returns {Promise<number>}  the exit code of its last life
 */
export async function keepRunning(startProgram, now = () => performance.now()) {
  let asked = false
  const ask = () => (asked = true)
  for (const signal of ASKED_TO_END) process.on(signal, ask)
  try {
    return await keepUntil(() => asked, startProgram, now)
  } finally {
    for (const signal of ASKED_TO_END) process.off(signal, ask)
  }
}

async function keepUntil(isAsked, startProgram, now) {
  let restarts = []
  for (;;) {
    const { code, signal } = await endOf(await startProgram())
    const fell = code === BUG || (signal !== null && !ASKED_TO_END.includes(signal))
    // Who asks for an end twice gets it by force, and does not want another beginning.
    if (!fell || isAsked()) return code ?? 0
    const at = now()
    restarts = [...restarts.filter((each) => at - each < WITHIN_MS), at]
    if (restarts.length > RESTARTS_MAX) {
      say('The terminal ended too often within a minute and is not started again.')
      return BUG
    }
    say(`The terminal ended (${signal ?? `code ${code}`}) and is started again.`)
  }
}

/** Its end, not that of its pipes: a child of a child may hold those a moment longer. */
function endOf(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}
