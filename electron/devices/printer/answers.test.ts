import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnswerReader, readAnswers, type PrinterAnswer } from './answers'
import { decodeRealTime, decodeStatusReport } from './status'

describe('answers in one stream', () => {
  const realTime = fc
    .constantFrom(0x12, 0x16, 0x1a, 0x1e, 0x32, 0x36, 0x72, 0x7e)
    .map((byte) => message([byte], { type: 'real-time', byte }))
  const paper = fc
    .constantFrom(0x00, 0x03, 0x0c, 0x0f)
    .map((byte) => message([byte], { type: 'paper', byte }))
  const report = fc
    .tuple(
      fc.constantFrom(0x10, 0x14, 0x18, 0x3c, 0x5c),
      ...[0, 1, 2].map(() => fc.constantFrom(0x00, 0x08, 0x0f, 0x60)),
    )
    .map((bytes) => message([...bytes], { type: 'status', bytes: fourOf(bytes) }))
  const processId = fc.integer({ min: 1, max: 9999 }).map((number) => {
    const id = String(number).padStart(4, '0')
    return message([0x37, 0x22, ...Buffer.from(id), 0], { type: 'process-id', id })
  })
  const messages = fc.array(fc.oneof(realTime, paper, report, processId), { maxLength: 30 })

  test('in any order and any pieces, each is told apart', () => {
    fc.assert(
      fc.property(messages, fc.array(fc.integer({ min: 1, max: 7 })), (sent, cuts) => {
        const bytes = Uint8Array.from(sent.flatMap((one) => one.bytes))
        const reader = new AnswerReader()
        const heard: PrinterAnswer[] = []
        let at = 0
        for (const length of cuts) {
          heard.push(...reader.push(bytes.slice(at, at + length)))
          at += length
        }
        heard.push(...reader.push(bytes.slice(at)))
        expect(heard).toEqual(sent.map((one) => one.answer))
      }),
      { numRuns: 1000 },
    )
  })

  test('noise in the middle of a report does not swallow the answer behind it', () => {
    expect(readAnswers(Uint8Array.of(0x14, 0x00, 0x16))).toEqual([
      { type: 'noise' },
      { type: 'real-time', byte: 0x16 },
    ])
  })

  test('any noise is survived, and a block without an end is given up', () => {
    const reader = new AnswerReader()
    reader.push(Uint8Array.of(0x37, ...new Array<number>(200).fill(0x7f)))
    expect(reader.push(Uint8Array.of(0x12))).toEqual([{ type: 'real-time', byte: 0x12 }])
  })
})

describe('status in words', () => {
  test.each([
    ['ready', [0x12, 0x12, 0x12, 0x12]],
    ['ready', [0x12, 0x12, 0x12, 0x1e]],
    ['offline', [0x1a, 0x12, 0x12, 0x12]],
    ['feeding', [0x1a, 0x1a, 0x12, 0x12]],
    ['feeding', [0x5a, 0x12, 0x12, 0x12]],
    ['waiting', [0x3a, 0x12, 0x12, 0x12]],
    ['ready', [0x72, 0x12, 0x12, 0x12]],
    ['cover-open', [0x1a, 0x16, 0x12, 0x72]],
    ['paper-out', [0x1a, 0x32, 0x12, 0x72]],
    ['cutter-stuck', [0x1a, 0x52, 0x1a, 0x12]],
    ['too-hot', [0x1a, 0x52, 0x52, 0x12]],
    ['printer-error', [0x1a, 0x52, 0x32, 0x12]],
  ])('%s from DLE EOT %j', (condition, bytes) => {
    expect(decodeRealTime(fourOf(bytes)).condition).toBe(condition)
  })

  test.each([
    ['ready', [0x14, 0, 0, 0]],
    ['cover-open', [0x3c, 0, 0x0f, 0]],
    ['paper-out', [0x18, 0, 0x0f, 0]],
    ['cutter-stuck', [0x18, 0x08, 0, 0]],
    ['too-hot', [0x18, 0x40, 0, 0]],
    ['printer-error', [0x18, 0x20, 0, 0]],
    ['offline', [0x18, 0, 0, 0]],
    ['feeding', [0x58, 0, 0, 0]],
    ['feeding', [0x18, 0x02, 0, 0]],
    ['waiting', [0x18, 0x01, 0, 0]],
    ['ready', [0x10, 0x03, 0, 0]],
  ])('%s from GS a %j', (condition, bytes) => {
    expect(decodeStatusReport(fourOf(bytes)).condition).toBe(condition)
  })

  test('a roll near its end is told apart from an empty one', () => {
    expect(decodeStatusReport([0x10, 0, 0x03, 0])).toEqual({
      condition: 'ready',
      paperLow: true,
      drawerLevel: 'low',
    })
  })
})

function message(bytes: readonly number[], answer: PrinterAnswer) {
  return { bytes, answer }
}

function fourOf(bytes: readonly number[]): readonly [number, number, number, number] {
  const [a = 0, b = 0, c = 0, d = 0] = bytes
  return [a, b, c, d]
}
