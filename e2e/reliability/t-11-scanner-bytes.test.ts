/*
 * T-11: any bytes from a scanner, cut anywhere. Noise, well-formed codes in every dress, and both mixed go
 * through the framer and the classifier; the same stream cut at other places gives the same codes, a good
 * code behind an end character is always read, and nothing is kept.
 */
import { expect, it } from 'vitest'
import { Framer, SCAN_BYTES_MAX, type Frame } from '../../electron/devices/scanner/framing'
import { classify, scanRules } from '../../shared/barcode/scan'
import { Chance } from '../../shared/order/testing/chance'
import { DRESSES } from '../../sandbox/scanner/virtual-scanner'
import { heapAfterCollection } from './memory'
import { amount, ROW_MS, rowSeed, runRow } from './rows'

const BYTES = { short: 1_000_000, gate: 100_000_000 }
/** Bytes of one stream: long enough to hold many codes, short enough to be cut in many ways. */
const STREAM_BYTES = 4_000
const GOOD = '4006381333931'

const made = scanRules('^PROMO-', {
  customerPattern: '^CARD-',
  badgePattern: '^STAFF-',
  variableMeasure: [],
})
if (!made.ok) throw new Error('The patterns are right')
const RULES = made.value

it(
  'T-11 any stream of bytes is read without a crash, in bounded memory',
  () =>
    runRow({ row: 'T-11', part: 'bytes' }, rowSeed(), () => {
      const chance = new Chance(rowSeed())
      const wanted = amount(BYTES)
      const before = heapAfterCollection()
      let bytes = 0
      let codes = 0
      let longestMs = 0
      let longestWorkMs = 0
      while (bytes < wanted) {
        const stream = streamOf(chance)
        const began = performance.now()
        const used = process.cpuUsage()
        const whole = read([stream])
        longestWorkMs = Math.max(longestWorkMs, workMs(used))
        longestMs = Math.max(longestMs, performance.now() - began)
        expect(read(cut(stream, chance))).toEqual(whole)
        expect(whole.at(-1)).toEqual(GOOD)
        bytes += stream.length
        codes += whole.length
      }
      const grownMb = Math.max(0, heapAfterCollection() - before) / 2 ** 20
      expect(grownMb).toBeLessThan(10)
      return {
        bytes,
        'codes read': codes,
        // The clock on the wall also counts what others did with the processor meanwhile.
        'longest stall, ms of processor time (bar 50)': longestWorkMs.toFixed(1),
        'longest stall, ms on the wall': longestMs.toFixed(1),
        'heap grown MB (bar 10)': grownMb.toFixed(2),
      }
    }),
  ROW_MS,
)

it(
  'T-11 a stream cut at every byte reads the same',
  () =>
    runRow({ row: 'T-11', part: 'every-cut' }, rowSeed(), () => {
      const chance = new Chance(rowSeed())
      const stream = streamOf(chance)
      const whole = read([stream])
      for (let at = 0; at <= stream.length; at += 1) {
        expect(read([stream.subarray(0, at), stream.subarray(at)]), `cut at ${at}`).toEqual(whole)
      }
      return { cuts: stream.length + 1, codes: whole.length }
    }),
  ROW_MS,
)

/** Processor time of this process since a reading: its garbage collection is in it, other programs are not. */
function workMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

/** Every code of a stream, each classified; what is rejected counts as a code that says nothing. */
function read(pieces: readonly Uint8Array[]): readonly (string | null)[] {
  const framer = new Framer()
  const frames: Frame[] = []
  pieces.forEach((piece, index) => frames.push(...framer.push(piece, index)))
  return frames.map((frame) => {
    if (frame.kind === 'rejected') return null
    const { code, symbology } = frame
    if (code.length > SCAN_BYTES_MAX) throw new Error('A code longer than the framer keeps')
    classify({ code, symbology }, RULES)
    return code
  })
}

/** Noise and codes by turns; at its end an end character, so that a last good code stands alone. */
function streamOf(chance: Chance): Uint8Array {
  const parts: number[] = []
  while (parts.length < STREAM_BYTES) {
    if (chance.once(3)) for (let n = chance.below(600); n > 0; n -= 1) parts.push(chance.below(256))
    else parts.push(...Buffer.from(dressedCode(chance), 'latin1'))
  }
  return Uint8Array.from([...parts, 0x03, 0x0d, ...Buffer.from(`${GOOD}\r`)])
}

function dressedCode(chance: Chance): string {
  const {
    aim = '',
    stx = false,
    suffix = stx ? '' : '\r',
  } = chance.among(Object.values(DRESSES), {})
  const code = Array.from({ length: 6 + chance.below(40) }, () =>
    String.fromCharCode(0x20 + chance.below(95)),
  ).join('')
  return stx ? `\x02${aim}${code}\x03${suffix}` : `${aim}${code}${suffix}`
}

function cut(stream: Uint8Array, chance: Chance): readonly Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < stream.length;) {
    const end = at + 1 + chance.below(chance.once(2) ? 4 : 400)
    pieces.push(stream.subarray(at, end))
    at = end
  }
  return pieces
}
