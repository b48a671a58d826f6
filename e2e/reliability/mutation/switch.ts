/*
 * Stands before every test file of the copy. Without a mutant it writes down which ones the file has come by;
 * with one it turns that one on, and gives it up when it is asked so often that it can only go round.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, expect } from 'vitest'

type Task = { readonly on: number; readonly limit: number; readonly reached: string }

const task: Task = JSON.parse(readFileSync(process.env['MUTANT_TASK'] ?? '', 'utf8'))
const reached = new Map<number, number>()

const mutantIsOn = (id: number): boolean => {
  const times = (reached.get(id) ?? 0) + 1
  reached.set(id, times)
  if (id !== task.on) return false
  if (times > task.limit) throw new Error('This goes round without an end')
  return true
}
Object.assign(globalThis, { mutantIsOn })

afterAll(() => {
  if (task.on >= 0) return
  const name = (expect.getState().testPath ?? '').replaceAll(/[^\w]/g, '_')
  writeFileSync(`${task.reached}/${name}.json`, JSON.stringify([...reached]))
})
