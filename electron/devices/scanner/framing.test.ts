import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Framer, SCAN_BYTES_MAX, SCAN_GAP_MS, type Frame } from './framing'

const bytes = (text: string) => Buffer.from(text, 'utf8')

function fed(...pieces: readonly Uint8Array[]): readonly Frame[] {
  const framer = new Framer()
  return pieces.flatMap((piece) => framer.push(piece, 0))
}

function codes(frames: readonly Frame[]): readonly string[] {
  return frames.map((frame) => (frame.kind === 'code' ? frame.code : `(${frame.reason})`))
}

const bytewise = (all: Uint8Array) => Array.from(all, (byte) => Uint8Array.of(byte))

describe('a frame', () => {
  it.each(['\r', '\n', '\r\n', '\x03', '\r\r\n\n'])('ends with %j', (end) => {
    const all = bytes(`4006381333931${end}96385074${end}`)
    expect(codes(fed(all))).toEqual(['4006381333931', '96385074'])
    expect(codes(fed(...bytewise(all)))).toEqual(['4006381333931', '96385074'])
  })

  it('may stand between STX and ETX, with or without a line end behind it', () => {
    expect(codes(fed(bytes('\x02A1\x03\x02A2\x03\r\nA3\r')))).toEqual(['A1', 'A2', 'A3'])
  })

  it('says by its AIM identifier what was read', () => {
    expect(fed(bytes(']E04006381333931\r'))).toEqual([
      { kind: 'code', identifier: ']E0', symbology: 'ean-upc', code: '4006381333931' },
    ])
  })

  it('keeps GS, the separator of GS1 fields', () => {
    expect(codes(fed(bytes(']C10109506000134352\x1d10AB\r')))).toEqual(['0109506000134352\x1d10AB'])
  })

  it('may hold letters of any language', () => {
    expect(codes(fed(...bytewise(bytes('Käse-ø-猫\r'))))).toEqual(['Käse-ø-猫'])
  })

  it('glued to another without an end is one frame', () => {
    expect(codes(fed(bytes('40063813339314006381333931\r')))).toEqual([
      '40063813339314006381333931',
    ])
  })

  it('with nothing in it is nothing', () => {
    expect(fed(bytes('\r\n\r\n\x02\x03]E0\r'))).toEqual([])
  })
})

describe('a spoilt frame is thrown away and the next one is read', () => {
  it.each([
    ['an escape character', Buffer.from('12\x1b34'), 'control-character'],
    ['a zero byte', Buffer.from('12\x0034'), 'control-character'],
    ['a delete character', Buffer.from('12\x7f'), 'control-character'],
    ['a C1 control character', Buffer.from([0x31, 0xc2, 0x9b]), 'not-utf-8'],
    ['half a UTF-8 letter', Buffer.from([0x31, 0xc3]), 'not-utf-8'],
    ['Latin-1', Buffer.from([0x4b, 0xe4, 0x73, 0x65]), 'not-utf-8'],
    ['one byte too many', Buffer.alloc(SCAN_BYTES_MAX + 1, 0x31), 'too-long'],
    ['64 kB', Buffer.alloc(65_536, 0x31), 'too-long'],
  ])('%s', (_, spoilt, reason) => {
    const all = Buffer.concat([spoilt, bytes('\r96385074\r')])
    const expected = [
      { kind: 'rejected', reason, bytes: spoilt.length },
      { kind: 'code', identifier: null, symbology: null, code: '96385074' },
    ]
    expect(fed(all)).toEqual(expected)
    expect(fed(...bytewise(all))).toEqual(expected)
  })

  it('but the longest allowed one is read', () => {
    const longest = '1'.repeat(SCAN_BYTES_MAX)
    expect(codes(fed(bytes(`${longest}\r`)))).toEqual([longest])
  })

  it('when STX comes before the frame has ended', () => {
    expect(codes(fed(bytes('\x0212\x02A2\x03')))).toEqual(['(unfinished)', 'A2'])
  })
})

describe('silence', () => {
  it('drops half a code, so that it never joins the next one', () => {
    const framer = new Framer()
    expect(framer.push(bytes('96385074\r400638'), 0)).toHaveLength(1)
    expect(framer.flush(SCAN_GAP_MS - 1)).toEqual([])
    expect(codes(framer.push(bytes('5901234123457\r'), 5000))).toEqual([
      '(unfinished)',
      '5901234123457',
    ])
  })

  it('ends a whole GTIN of a scanner that has never sent an end character', () => {
    const framer = new Framer()
    framer.push(bytes(']E04006381333931'), 0)
    expect(codes(framer.flush(SCAN_GAP_MS))).toEqual(['4006381333931'])
    expect(framer.unfinished).toBe(false)
  })

  it('never ends a GTIN of a scanner that is known to send them', () => {
    const framer = new Framer()
    framer.push(bytes('96385074\r'), 0)
    framer.push(bytes('4006381333931'), 0)
    expect(codes(framer.flush(SCAN_GAP_MS))).toEqual(['(unfinished)'])
  })

  it('drops what was begun with STX', () => {
    const framer = new Framer()
    framer.push(bytes('\x024006381333931'), 0)
    expect(codes(framer.flush(SCAN_GAP_MS))).toEqual(['(unfinished)'])
  })
})

it('cut anywhere, a stream gives the same codes', () => {
  const stream = fc.uint8Array({ maxLength: 200 })
  fc.assert(
    fc.property(fc.array(stream, { maxLength: 8 }), (pieces) => {
      const all = Buffer.concat(pieces)
      expect(fed(...pieces)).toEqual(fed(all))
      expect(fed(...bytewise(all))).toEqual(fed(all))
    }),
  )
})

it('noise of 100,000 bytes leaves it ready for the next code', () => {
  const framer = new Framer()
  let state = 42
  const noise = Uint8Array.from({ length: 100_000 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state >>> 24
  })
  for (let at = 0; at < noise.length; at += 777) framer.push(noise.subarray(at, at + 777), 0)
  framer.push(Uint8Array.of(0x03), 0)
  expect(codes(framer.push(bytes('96385074\r'), 0))).toEqual(['96385074'])
})
