import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Framer, SCAN_BYTES_MAX, SCAN_MS_MAX, type Frame, type Framing } from './framing'

const bytes = (text: string) => Buffer.from(text, 'utf8')

function fed(...pieces: readonly Uint8Array[]): readonly Frame[] {
  return fedTo('line', pieces)
}

function fedTo(framing: Framing, pieces: readonly Uint8Array[]): readonly Frame[] {
  const framer = new Framer(framing)
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
    expect(codes(framer.silence())).toEqual(['(unfinished)'])
    expect(codes(framer.push(bytes('5901234123457\r'), 5000))).toEqual(['5901234123457'])
  })

  it.each([
    ['EAN-13', ']E04006381333931', '4006381333931'],
    ['EAN-13 without an identifier', '4006381333931', '4006381333931'],
    ['UPC-A', '400001203019', '400001203019'],
    ['EAN-8', ']E496385074', '96385074'],
    ['ITF-14', ']I114006381333938', '14006381333938'],
  ])('ends a whole %s', (_, sent, code) => {
    const framer = new Framer()
    framer.push(bytes(sent), 0)
    expect(codes(framer.silence())).toEqual([code])
    expect(framer.unfinished).toBe(false)
  })

  it.each([
    ['a wrong check digit', '4006381333932'],
    ['a length of no article number', '400638133393'],
    ['letters', 'SKU-000123'],
    ['a field separator', '4006381333931\x1d'],
  ])('drops what has %s', (_, sent) => {
    const framer = new Framer()
    framer.push(bytes(sent), 0)
    expect(codes(framer.silence())).toEqual(['(unfinished)'])
  })

  it.each([
    ['4006381333931', '4006381333931'],
    [']E496385074', '96385074'],
    ['96385074', '(unfinished)'],
    ['400001203019', '(unfinished)'],
  ])('behind %s of a scanner that is known to send ends gives %s', (sent, expected) => {
    const framer = new Framer()
    framer.push(bytes(`5901234123457\r${sent}`), 0)
    expect(codes(framer.silence())).toEqual([expected])
  })

  it('drops what was begun with STX', () => {
    const framer = new Framer()
    framer.push(bytes('\x024006381333931'), 0)
    expect(codes(framer.silence())).toEqual(['(unfinished)'])
  })

  it('leaves no rest of a torn code behind, where the scanner always says what it read', () => {
    const framer = new Framer()
    framer.push(bytes(']E05901234123457\r]E04006'), 0)
    framer.silence()
    expect(codes(framer.push(bytes('96385074\r]E496385074\r96385074\r'), 0))).toEqual([
      '(unfinished)',
      '96385074',
      '96385074',
    ])
  })
})

it('a code that took more than five seconds is dropped, the next one read', () => {
  const framer = new Framer()
  framer.push(bytes('4006'), 0)
  framer.push(bytes('38133'), SCAN_MS_MAX)
  const frames = framer.push(bytes('3931\r96385074\r'), SCAN_MS_MAX + 1)
  expect(codes(frames)).toEqual(['(unfinished)', '96385074'])
})

describe('a scanner set to STX and ETX', () => {
  it('is read between them alone', () => {
    const all = bytes('\x02A1\x03\r\n\x02]C0A2\x03\x02A3\x03')
    expect(codes(fedTo('stx-etx', [all]))).toEqual(['A1', 'A2', 'A3'])
    expect(codes(fedTo('stx-etx', bytewise(all)))).toEqual(['A1', 'A2', 'A3'])
  })

  it('never has a code with a line end taken for two', () => {
    const all = bytes('\x0296385074\r5901234123457\x03\x02A2\x03')
    expect(codes(fedTo('stx-etx', [all]))).toEqual(['(control-character)', 'A2'])
  })

  it.each(['A1\r', 'A1\x03', 'A1\x02'])('that sends %j is rejected', (sent) => {
    expect(codes(fedTo('stx-etx', [bytes(sent)]))).toEqual(['(unframed)'])
  })

  it('never has a bare article number ended by silence', () => {
    const framer = new Framer('stx-etx')
    framer.push(bytes('4006381333931'), 0)
    expect(codes(framer.silence())).toEqual(['(unframed)'])
  })
})

it.each<Framing>(['line', 'stx-etx'])(
  'cut anywhere, a %s stream gives the same codes',
  (framing) => {
    const odd = fc.constantFrom(0x02, 0x03, 0x0a, 0x0d, 0x1d, 0x31, 0x5d, 0x45)
    const stream = fc.uint8Array({ maxLength: 200 })
    const tight = fc.array(odd, { maxLength: 200 }).map((all) => Uint8Array.from(all))
    fc.assert(
      fc.property(fc.array(fc.oneof(stream, tight), { maxLength: 8 }), (pieces) => {
        const all = Buffer.concat(pieces)
        expect(fedTo(framing, pieces)).toEqual(fedTo(framing, [all]))
        expect(fedTo(framing, bytewise(all))).toEqual(fedTo(framing, [all]))
      }),
    )
  },
)

it.each<Framing>(['line', 'stx-etx'])(
  'a million bytes of noise to %s leave it ready, and the memory as it was',
  (framing) => {
    const framer = new Framer(framing)
    const feed = (pieces: Iterable<Uint8Array>) => {
      let frames = 0
      for (const piece of pieces) frames += framer.push(piece, 0).length
      return frames
    }
    feed(noise(100_000))
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external
    const frames = feed(noise(1_000_000))
    const after = process.memoryUsage().arrayBuffers + process.memoryUsage().external
    expect(frames).toBeGreaterThan(1000)
    expect(after - before).toBeLessThan(8_000_000)
    framer.push(Uint8Array.of(0x03), 0)
    expect(codes(framer.push(bytes('\x0296385074\x03'), 0))).toEqual(['96385074'])
  },
)

/** The same noise in every run, in pieces as a port gives them. */
function* noise(length: number): Iterable<Uint8Array> {
  let state = 42
  for (let at = 0; at < length; at += 777) {
    yield Uint8Array.from({ length: 777 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return state >>> 24
    })
  }
}
