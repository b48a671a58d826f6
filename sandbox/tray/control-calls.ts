import type { WorldState } from '../world-state'
import { parseState } from './parse-state'

/** Asks the control interface for something; says on the page when that is not possible. */
export async function post(path: string, body: unknown): Promise<void> {
  try {
    const response = await fetch(path, { method: 'POST', body: JSON.stringify(body) })
    const told: unknown = await response.json()
    say(response.ok ? '' : problemIn(told))
  } catch {
    say(GONE)
  }
}

/** How the world is; null when it does not answer. */
export async function readState(): Promise<WorldState | null> {
  try {
    const response = await fetch('/state')
    return parseState(await response.json())
  } catch {
    say(GONE)
    return null
  }
}

/** Says one thing at the top of the page. */
export function say(sentence: string): void {
  const word = document.getElementById('word')
  if (word && word.textContent !== sentence) word.textContent = sentence
}

const GONE = 'The sandbox has ended. Start it again with npm start.'

function problemIn(told: unknown): string {
  const isTold = typeof told === 'object' && told !== null && 'problem' in told
  return isTold ? String(told.problem) : 'That did not work.'
}
