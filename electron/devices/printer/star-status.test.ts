import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeStarStatus, starStatusLength, StarStatusReader } from './star-status'

const WELL = [0x23, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00]

describe('the length of a status', () => {
  test.each([
    [0x23, 9],
    [0x0f, 7],
    [0x21, 8],
    [0x2f, 15],
  ])('a head of %i says %i bytes', (head, length) => {
    expect(starStatusLength(head)).toBe(length)
  })

  test.each([0x00, 0x22, 0x33, 0xa3, 0x11, 0x13, 0x01, 0x09])('%i is no head', (head) => {
    expect(starStatusLength(head)).toBeNull()
  })
})

describe('bits in words', () => {
  test('nothing set is ready', () => {
    expect(decodeStarStatus(Uint8Array.from(WELL))).toEqual({
      status: { condition: 'ready', paperLow: false, drawerLevel: 'low' },
      etbCount: 0,
      etbReached: false,
      overrun: false,
    })
  })

  test.each([
    [2, 0x20, 'cover-open'],
    [2, 0x08, 'offline'],
    [3, 0x04, 'printer-error'],
    [3, 0x08, 'cutter-stuck'],
    [3, 0x20, 'printer-error'],
    [3, 0x40, 'too-hot'],
    [5, 0x08, 'paper-out'],
  ])('byte %i bit %i is %s', (at, bit, condition) => {
    expect(decodeStarStatus(withByte(at, bit)).status.condition).toBe(condition)
  })

  test('paper near its end does not stop the printer', () => {
    const { status } = decodeStarStatus(withByte(5, 0x04))
    expect(status).toMatchObject({ condition: 'ready', paperLow: true })
  })

  test('the drawer switch, an ETB and a buffer that ran over are told', () => {
    expect(decodeStarStatus(withByte(2, 0x04)).status.drawerLevel).toBe('high')
    expect(decodeStarStatus(withByte(2, 0x02)).etbReached).toBe(true)
    expect(decodeStarStatus(withByte(4, 0x40)).overrun).toBe(true)
  })

  test('with the cover open, the cover is named before the paper', () => {
    const bytes = withByte(2, 0x28)
    bytes[5] = 0x0c
    expect(decodeStarStatus(bytes).status).toMatchObject({
      condition: 'cover-open',
      paperLow: true,
    })
  })

  test('the ETB counter is five bits around two fixed ones', () => {
    const counts = Array.from({ length: 32 }, (_, count) => {
      const byte = ((count & 0x07) << 1) | ((count & 0x18) << 2)
      return decodeStarStatus(withByte(7, byte)).etbCount
    })
    expect(counts).toEqual(Array.from({ length: 32 }, (_, count) => count))
    expect(decodeStarStatus(withByte(7, 0x6e)).etbCount).toBe(31)
  })

  test('a status of seven bytes has no counter', () => {
    expect(decodeStarStatus(Uint8Array.of(0x0f, 6, 0, 0, 0, 0, 0)).etbCount).toBeNull()
  })
})

describe('a stream of statuses', () => {
  const offline = [...withByte(2, 0x28)]
  const stream = Uint8Array.from([...WELL, ...offline, ...WELL])

  test('is the same whole, byte by byte and joined', () => {
    const whole = new StarStatusReader().push(stream)
    const reader = new StarStatusReader()
    expect([...stream].flatMap((byte) => reader.push(Uint8Array.of(byte)))).toEqual(whole)
    expect(whole.map(({ status }) => status.condition)).toEqual(['ready', 'cover-open', 'ready'])
  })

  test('XON, XOFF and noise before a status are passed over', () => {
    const reader = new StarStatusReader()
    expect(reader.push(Uint8Array.of(0x11, 0x13, 0xff, 0x00, ...WELL))).toHaveLength(1)
  })

  test('a status that lost its end gives way to the next one', () => {
    const reader = new StarStatusReader()
    const found = reader.push(Uint8Array.from([...WELL.slice(0, 4), 0x93, ...offline]))
    expect(found.map(({ status }) => status.condition)).toEqual(['cover-open'])
  })

  test('a million bytes of anything are read, and a status after them is found', () => {
    const reader = new StarStatusReader()
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5000, maxLength: 5000 }), (bytes) => {
        reader.push(bytes)
        // No byte of a status has bit 7, so this ends whatever the noise had begun.
        reader.push(Uint8Array.of(0xff))
        expect(reader.push(Uint8Array.from(WELL))).toHaveLength(1)
      }),
      { numRuns: 200 },
    )
  })
})

function withByte(at: number, value: number): Uint8Array {
  const bytes = Uint8Array.from(WELL)
  bytes[at] = value
  return bytes
}
