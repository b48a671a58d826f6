import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readAnchor, writeAnchor } from './anchor'
import { Folders } from './testing/folders'

const OLD = { seq: 412, hash: 'ab'.repeat(32), receiptNumber: 37 }
const ANCHOR = { ...OLD, orderNumber: 52, terminal: '6f0c3c57-8d0e-4d0b-9f0a-3e6f2d1c4b5a' }
const folders = new Folders()
let path: string

beforeEach(() => {
  path = join(folders.empty(), 'anchor.json')
})

afterEach(() => {
  folders.removeAll()
})

it('reads back what was written, and nothing else is left in the folder', () => {
  expect(readAnchor(path)).toEqual({ status: 'absent' })
  expect(writeAnchor(path, { ...ANCHOR, seq: 1 })).toBe(true)
  expect(writeAnchor(path, ANCHOR)).toBe(true)
  expect(readAnchor(path)).toEqual({ status: 'found', anchor: ANCHOR })
  expect(readdirSync(join(path, '..'))).toEqual(['anchor.json'])
})

it('keeps the old one when the new one cannot be written', () => {
  writeAnchor(path, ANCHOR)
  mkdirSync(`${path}.next`)
  expect(writeAnchor(path, { ...ANCHOR, seq: 500 })).toBe(false)
  expect(readAnchor(path)).toEqual({ status: 'found', anchor: ANCHOR })
})

it('keeps the old one when the process dies while the new one is written', () => {
  writeAnchor(path, ANCHOR)
  writeFileSync(`${path}.next`, '{"seq":5')
  expect(readAnchor(path)).toEqual({ status: 'found', anchor: ANCHOR })
  expect(writeAnchor(path, { ...ANCHOR, seq: 500 })).toBe(true)
})

it('reads an anchor of before terminals had ids', () => {
  writeAnchor(path, OLD)
  expect(readAnchor(path)).toEqual({ status: 'found', anchor: OLD })
})

it('is known as damaged when the id of another terminal is put in', () => {
  writeAnchor(path, ANCHOR)
  const text = readFileSync(path, 'utf8').replace('6f0c3c57', '6f0c3c58')
  writeFileSync(path, text)
  expect(readAnchor(path)).toEqual({ status: 'damaged' })
})

it('is known as damaged whatever bit of it is changed', () => {
  writeAnchor(path, ANCHOR)
  const whole = readFileSync(path)
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    const damaged = Buffer.from(whole)
    damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    writeFileSync(path, damaged)
    expect(readAnchor(path).status, `bit ${bit}`).toBe('damaged')
  }
})

it.each(['', '{', 'null', '[]', '{"seq":1}', '{"seq":1,"hash":"","receiptNumber":1}'])(
  'is known as damaged: %s',
  (text) => {
    writeFileSync(path, text)
    expect(readAnchor(path)).toEqual({ status: 'damaged' })
  },
)
