import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanReports } from '../../../sandbox/hid/virtual-hid-scanner'
import { hidLayout } from './hid-layouts'
import { HID_CODE_BYTES_MAX, HidPosDecoder, type HidFrame, type HidPosOptions } from './hid-pos'

type Family = 'honeywell' | 'newland'

const VENDORS = { honeywell: '0c2e', newland: '1eab' } as const

function decoder(family: Family, options: HidPosOptions = {}): HidPosDecoder {
  const layout = hidLayout({ vendorId: VENDORS[family], productId: '0210' })
  if (layout === null) throw new Error(family)
  return new HidPosDecoder(layout, options)
}

/** A report from a dump: bytes of its beginning and of its last three places, zeros between. */
function report(head: string, tail = '00 00 00'): Uint8Array {
  const bytes = new Uint8Array(64)
  bytes.set(Buffer.from(head.replaceAll(' ', ''), 'hex'))
  bytes.set(Buffer.from(tail.replaceAll(' ', ''), 'hex'), 61)
  return bytes
}

function hex(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex')
}

/** Everything a decoder makes of reports that come one after the other. */
function decode(decoder: HidPosDecoder, reports: readonly Uint8Array[]): readonly HidFrame[] {
  return reports.flatMap((one) => decoder.push(one) ?? [])
}

const EAN_HONEYWELL = report('02 0D 5D 45 30 34 30 30 36 33 38 31 33 33 33 39 33 31', '64 00 00')
const EAN_NEWLAND = report('02 0D 34 30 30 36 33 38 31 33 33 33 39 33 31')
const BOARDING = `M1GATHERGOOD/MICHAEL${'X'.repeat(36)}`
const QR_REPORTS = [
  report(`02 38 5D 51 30 ${hex(BOARDING)}`, '73 00 01'),
  report(`02 04 5D 51 30 ${hex('TAIL')}`, '73 00 00'),
]
const MENU_REPORTS = [
  report(`02 38 5D 58 30 ${hex('Product Name: Voyager 1602g'.padEnd(56))}`, '3F 00 01'),
  report('02 08 5D 5A 36 52 45 56 49 4E 46 06 2E', '3F 00 00'),
]

const EAN = { kind: 'code', identifier: ']E0', symbology: 'ean-upc', code: '4006381333931' }
const QR = { kind: 'code', identifier: ']Q0', symbology: 'qr', code: `${BOARDING}TAIL` }

describe('reports of the Honeywell family', () => {
  it('one report is one code', () => {
    expect(decode(decoder('honeywell'), [EAN_HONEYWELL])).toEqual([EAN])
  })

  it('a QR code in two reports is one code', () => {
    expect(decode(decoder('honeywell'), QR_REPORTS)).toEqual([QR])
  })

  it('codes one behind the other stay apart', () => {
    const joined = [EAN_HONEYWELL, ...QR_REPORTS, EAN_HONEYWELL, ...MENU_REPORTS, EAN_HONEYWELL]
    const frames = decode(decoder('honeywell'), joined)
    expect(frames.filter((frame) => frame.kind === 'code')).toEqual([EAN, QR, EAN, EAN])
  })

  it('the answer to a menu question is no scan, although it begins as ]X0', () => {
    const frames = decode(decoder('honeywell'), MENU_REPORTS)
    expect(frames.map((frame) => frame.kind)).toEqual(['message'])
    const last = MENU_REPORTS.slice(1)
    expect(decode(decoder('honeywell'), last)).toEqual([{ kind: 'message', text: 'REVINF\x06.' }])
  })

  it('without an AIM identifier the letter of the maker says what it was', () => {
    const silent = report('02 0D 00 00 00 34 30 30 36 33 38 31 33 33 33 39 33 31', '64 00 00')
    expect(decode(decoder('honeywell'), [silent])).toEqual([EAN])
    const neither = report('02 02 00 00 00 34 30')
    expect(decode(decoder('honeywell'), [neither])).toEqual([
      { kind: 'code', identifier: null, symbology: null, code: '40' },
    ])
  })

  it('the AIM identifier of the first report counts', () => {
    const later = report(`02 04 00 00 00 ${hex('TAIL')}`, '00 00 00')
    expect(decode(decoder('honeywell'), [...QR_REPORTS.slice(0, 1), later])).toEqual([QR])
  })
})

describe('reports of the Newland family', () => {
  it('one report is one code', () => {
    const code = { ...EAN, identifier: null, symbology: null }
    expect(decode(decoder('newland'), [EAN_NEWLAND])).toEqual([code])
  })

  it('an AIM identifier in the data is taken off', () => {
    const told = report(`02 10 ${hex(']E04006381333931')}`)
    expect(decode(decoder('newland'), [told, told])).toEqual([EAN, EAN])
    const message = report(`02 05 ${hex(']Z6OK')}`)
    expect(decode(decoder('newland'), [message])).toEqual([{ kind: 'message', text: 'OK' }])
  })

  it('the same bytes are another code than in the other layout', () => {
    const [asNewland] = decode(decoder('newland'), [EAN_HONEYWELL])
    expect(asNewland).not.toEqual(EAN)
  })
})

describe('what is in a code', () => {
  const one = (aim: string, bytes: string, options: HidPosOptions = {}) => {
    const data = Buffer.from(bytes, 'hex')
    const head = `02 ${data.length.toString(16).padStart(2, '0')} ${hex(aim)} ${bytes}`
    const [frame] = decode(decoder('honeywell', options), [report(head)])
    return frame?.kind === 'code' ? frame.code : frame
  }

  it('two-dimensional symbols hold UTF-8, others Latin-1', () => {
    expect(one(']Q1', 'c3bc')).toBe('ü')
    expect(one(']Q1', 'fc')).toBe('ü')
    expect(one(']C0', 'c3bc')).toBe('Ã¼')
    expect(one(']C0', '80ff')).toBe('\x80ÿ')
  })

  it('GS stays, and so does every other character', () => {
    expect(one(']C1', hex('10ABC\x1d17250101'))).toBe('10ABC\x1d17250101')
    expect(one(']d1', hex('[)>\x1e06\x1dX\x1e\x04'))).toBe('[)>\x1e06\x1dX\x1e\x04')
  })

  it('one line end is taken off where the scanner is known to send it', () => {
    expect(one(']C0', hex('A\r'))).toBe('A\r')
    expect(one(']C0', hex('A\r'), { suffix: true })).toBe('A')
    expect(one(']C0', hex('A\r\n'), { suffix: true })).toBe('A')
    expect(one(']C0', hex('A\r\r'), { suffix: true })).toBe('A\r')
    expect(one(']C0', hex('A'), { suffix: true })).toBe('A')
  })

  it('nothing is no code', () => {
    expect(decode(decoder('honeywell'), [report('02 00 5D 45 30')])).toEqual([])
    expect(decode(decoder('honeywell', { suffix: true }), [report('02 01 5D 45 30 0D')])).toEqual(
      [],
    )
  })
})

describe('what is wrong', () => {
  it('half a code is given up with what still comes of it, and the next one is read', () => {
    const scanner = decoder('honeywell')
    expect(scanner.giveUp()).toBe(null)
    expect(scanner.push(QR_REPORTS[0] ?? EAN_HONEYWELL)).toBe(null)
    expect(scanner.unfinished).toBe(true)
    expect(scanner.giveUp()).toEqual({ kind: 'rejected', reason: 'unfinished', bytes: 56 })
    expect(scanner.unfinished).toBe(false)
    const late = { kind: 'rejected', reason: 'unfinished' }
    expect(scanner.push(EAN_HONEYWELL)).toMatchObject(late)
    expect(scanner.push(EAN_HONEYWELL)).toEqual(EAN)
  })

  it('after half a code and another silence the next report begins a new one', () => {
    const scanner = decoder('honeywell')
    scanner.push(QR_REPORTS[0] ?? EAN_HONEYWELL)
    scanner.giveUp()
    scanner.forgetTorn()
    expect(scanner.push(EAN_HONEYWELL)).toEqual(EAN)
  })

  it.each([
    ['a count beyond the data', report('02 39 5D 45 30')],
    ['a short report', EAN_HONEYWELL.slice(0, 63)],
  ])('%s is rejected', (_, wrong) => {
    const frames = decode(decoder('honeywell'), [wrong, EAN_HONEYWELL])
    expect(frames).toEqual([{ kind: 'rejected', reason: 'malformed-report', bytes: 0 }, EAN])
  })

  it('reports of other numbers are nothing, also in the middle of a code', () => {
    const [first, second] = QR_REPORTS
    if (first === undefined || second === undefined) throw new Error('two reports')
    const other = report('03 0D 5D 45 30')
    expect(decode(decoder('honeywell'), [other, first, other, second])).toEqual([QR])
  })

  it('the longest QR code is read, and one digit more is refused once', () => {
    const scanner = decoder('honeywell')
    const longest = '7'.repeat(HID_CODE_BYTES_MAX)
    const [frame] = decode(scanner, scanReports(longest, ']Q1', 'honeywell'))
    expect(frame).toMatchObject({ kind: 'code', code: longest })
    const tooLong = scanReports(`${longest}7`, ']Q1', 'honeywell')
    expect(decode(scanner, [...tooLong, EAN_HONEYWELL])).toEqual([
      { kind: 'rejected', reason: 'too-long', bytes: HID_CODE_BYTES_MAX + 1 },
      EAN,
    ])
  })
})

describe.each(['honeywell', 'newland'] as const)('any codes of a %s scanner', (family) => {
  const code = fc.string({ minLength: 1, maxLength: 300 })

  it('come out as they went in', () => {
    fc.assert(
      fc.property(fc.array(code, { maxLength: 5 }), (codes) => {
        const scanner = decoder(family)
        const frames = codes.flatMap((one) => decode(scanner, scanReports(one, ']Q1', family)))
        expect(frames.map((frame) => frame.kind === 'code' && frame.code)).toEqual(codes)
      }),
    )
  })
})

describe('a million bytes of nonsense', () => {
  it.each(['honeywell', 'newland'] as const)('leave memory as it was: %s', (family) => {
    const scanner = decoder(family)
    const random = noise(42)
    const one = new Uint8Array(64)
    let frames = 0
    const feed = (bytes: number): void => {
      for (let count = 0; count < bytes / one.length; count += 1) {
        for (let at = 0; at < one.length; at += 1) one[at] = random()
        // Most have the right number, so that they are not passed over.
        if (count % 8 !== 0) one[0] = 2
        if (count % 3 !== 0) one[1] = (one[1] ?? 0) % 57
        if (count % 50 === 0) scanner.giveUp()
        if (scanner.push(one) !== null) frames += 1
      }
    }
    feed(200_000)
    const before = process.memoryUsage().arrayBuffers
    feed(1_000_000)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(65_536)
    expect(frames).toBeGreaterThan(1000)
    // Still itself afterwards.
    scanner.giveUp()
    const [frame] = scanReports('4006381333931', ']E0', family)
    if (frame === undefined) throw new Error('one report')
    expect(scanner.push(frame)).toMatchObject(EAN)
  })
})

/** Bytes that are the same every time. */
function noise(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 24
  }
}
