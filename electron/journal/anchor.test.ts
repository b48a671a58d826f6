import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AnchorWriter, readAnchor, writeAnchor } from './anchor'
import { journalFiles } from './files'
import { openJournal } from './open'
import { Folders } from './testing/folders'
import { AT, record } from './testing/orders'

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

it('is written on Windows without its folder, which cannot be synchronised there', async () => {
  const { platform } = process
  Object.defineProperty(process, 'platform', { value: 'win32' })
  try {
    expect(await new AnchorWriter(path).put(ANCHOR)).toBe(true)
  } finally {
    Object.defineProperty(process, 'platform', { value: platform })
  }
  expect(readAnchor(path)).toEqual({ status: 'found', anchor: ANCHOR })
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

describe('an anchor that nobody waits for', () => {
  it('is whole on the disk when it answers; of several the newest is, and the older say they are not', async () => {
    const writer = new AnchorWriter(path)
    const answers = [1, 2, 3].map((seq) => writer.put({ ...ANCHOR, seq }))
    expect(await Promise.all(answers)).toEqual([false, false, true])
    expect(readAnchor(path)).toEqual({ status: 'found', anchor: { ...ANCHOR, seq: 3 } })
    expect(await writer.put({ ...ANCHOR, seq: 4 })).toBe(true)
    expect(readdirSync(join(path, '..'))).toEqual(['anchor.json'])
  })

  it('is written before the journal is let go of, and never over a newer one', async () => {
    const writer = new AnchorWriter(path)
    const onItsWay = writer.put({ ...ANCHOR, seq: 1 })
    writer.finish()
    expect(readAnchor(path)).toEqual({ status: 'found', anchor: { ...ANCHOR, seq: 1 } })
    const older = writer.put({ ...ANCHOR, seq: 2 })
    writer.drop()
    writeAnchor(path, { ...ANCHOR, seq: 3 })
    expect(await Promise.all([onItsWay, older])).toEqual([false, false])
    expect(readAnchor(path)).toEqual({ status: 'found', anchor: { ...ANCHOR, seq: 3 } })
  })

  it('of a journal is on the disk once the journal is closed, without another breath', async () => {
    const folder = folders.empty()
    const { journal } = openJournal(folder, () => AT)
    journal.append([record('order-1', 'OrderPaid', { sale: { receiptNumber: 1 } })], [])
    const onItsWay = journal.sealSoon(1)
    journal.close()
    const { anchor } = journalFiles(folder)
    expect(readAnchor(anchor)).toMatchObject({ anchor: { seq: 1, receiptNumber: 1 } })
    // What it left behind on its way must not fall into a folder that is being removed.
    expect(await onItsWay).toBe(false)
  })

  it('leaves the old one when the disk would not have it', async () => {
    const writer = new AnchorWriter(path)
    writeAnchor(path, ANCHOR)
    mkdirSync(`${path}.soon`)
    expect(await writer.put({ ...ANCHOR, seq: 500 })).toBe(false)
    expect(readAnchor(path)).toEqual({ status: 'found', anchor: ANCHOR })
  })
})
