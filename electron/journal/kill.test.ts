import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openJournal } from './open'
import { bundled, BUNDLED_ENV } from './testing/bundle'
import { Folders } from './testing/folders'
import { AT } from './testing/orders'

const ROUNDS = 20
const folders = new Folders()
let program: string

beforeAll(() => {
  program = bundled('electron/journal/testing/seller.ts', folders.empty())
})

afterAll(() => {
  folders.removeAll()
})

/** Sells in another process and kills it after so many commits. Answers the last one it was told of. */
async function sellUntilKilled(folder: string, commits: number): Promise<number> {
  const child = spawn(process.execPath, [program, folder], {
    env: BUNDLED_ENV,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
    if (told.split('\n').length > commits + 1) child.kill('SIGKILL')
  })
  await exit
  const lines = told.split('\n').slice(0, -1)
  expect(lines[0]).toMatch(/^(fresh|continued) /)
  return Number(lines.at(-1)?.split(' ').at(-1))
}

it(
  `loses no commit it answered, and leaves no gap, over ${ROUNDS} kills`,
  { timeout: 120_000 },
  async () => {
    const folder = folders.empty()
    for (let round = 1; round <= ROUNDS; round += 1) {
      const acknowledged = await sellUntilKilled(folder, (round * 17) % 60)
      const { journal, report } = openJournal(folders.asKilled(folder), () => AT)
      expect(report.status).toBe('continued')
      expect(journal.last).toBeGreaterThanOrEqual(acknowledged)
      expect([...journal.read()].map((entry) => entry.seq)).toEqual(
        Array.from({ length: journal.last }, (_, index) => index + 1),
      )
      journal.close()
    }
  },
)
