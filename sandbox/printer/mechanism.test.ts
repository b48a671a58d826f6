import fc from 'fast-check'
import { PNG } from 'pngjs'
import { beforeEach, describe, expect, test } from 'vitest'
import { printerFont } from './font'
import { PrinterMechanism } from './mechanism'
import { EscPosParser, parseEscPos } from './parser'
import type { PressedPaper } from './press'

const FONT = printerFont()
const INIT = [0x1b, 0x40]
const CUT = [0x1d, 0x56, 0x42, 0]

let said: number[] = []
let papers: PressedPaper[] = []
let printer = freshPrinter()
beforeEach(() => {
  said = []
  papers = []
  printer = freshPrinter()
})

describe('what the virtual printer prints', () => {
  test('letters of the chosen code page, and the drawer pulses since the paper before', () => {
    send(INIT, [0x1b, 0x70, 0, 25, 250], [0x1b, 0x74, 19], 'Caf\x82 \xd55\n', CUT)
    expect(papers).toMatchObject([{ text: 'Café €5', drawerPulses: 1 }])
    send('again\n', CUT)
    expect(papers[1]).toMatchObject({ text: 'again', drawerPulses: 0 })
  })

  test('a picture as wide as the print head, white with dark letters', () => {
    send(INIT, 'M\n', CUT)
    const { width, data } = PNG.sync.read(papers[0]?.png ?? Buffer.alloc(0))
    expect(width).toBe(576)
    expect(data[0]).toBe(255)
    expect(Math.min(...data.filter((_, i) => i % 4 === 0))).toBeLessThan(40)
  })

  test('a line longer than the paper goes on below', () => {
    send(INIT, 'x'.repeat(50) + '\n', CUT)
    expect(papers[0]?.text).toBe(`${'x'.repeat(48)}\nxx`)
  })

  test('a cut without anything printed gives no paper', () => {
    send(INIT, CUT)
    expect(papers).toEqual([])
  })
})

describe('what the virtual printer answers', () => {
  test('DLE EOT at once, even when offline', () => {
    printer.set({ paper: 'out' })
    send([0x10, 4, 1, 0x10, 4, 2, 0x10, 4, 4])
    expect(said).toEqual([0x1a, 0x32, 0x7e])
  })

  test('GS r and the process id in order, and not while offline', () => {
    printer.set({ coverOpen: true })
    send('x\n', [0x1d, 0x72, 0x31], [0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, 0x30, 0x30, 0x34, 0x32])
    expect(said).toEqual([])
    printer.set({ coverOpen: false })
    expect(said).toEqual([0, 0x37, 0x22, 0x30, 0x30, 0x34, 0x32, 0])
  })

  test('automatic status at once and at each change, until ESC @', () => {
    send([0x1d, 0x61, 0xff])
    printer.set({ paper: 'low' })
    send(INIT)
    printer.set({ paper: 'ok' })
    expect(said).toEqual([0x10, 0, 0, 0, 0x10, 0, 0x03, 0])
  })

  test('nothing when silent, and it prints all the same', () => {
    printer.setSilent(true)
    send(INIT, 'x\n', [0x10, 4, 1], [0x1d, 0x72, 0x31], CUT)
    expect(said).toEqual([])
    expect(papers).toHaveLength(1)
  })
})

describe('what goes wrong with the virtual printer', () => {
  test('paper that ends stops it, and new paper lets it go on', () => {
    printer.runOutAfter(2)
    send(INIT, '1\n2\n3\n', CUT)
    expect(papers).toEqual([])
    printer.set({ paper: 'ok' })
    expect(papers[0]?.text).toBe('1\n2\n3')
  })

  test('a power cycle forgets what is not on paper yet', () => {
    send(INIT, 'one\ntw')
    printer.powerCycle()
    send('three\n', CUT)
    expect(papers[0]?.text).toBe('one\nthree')
  })

  test('lost bytes are missing on the paper', () => {
    printer.loseBytes(2)
    send('abcd\n', CUT)
    expect(papers[0]?.text).toBe('cd')
  })

  test('a slow one prints line by line as time passes', () => {
    const waits: (() => void)[] = []
    const slow = new PrinterMechanism(576, FONT, {
      send: () => undefined,
      onPaper: (paper) => papers.push(paper),
      after: (_ms, run) => waits.push(run),
    })
    slow.setSlow(50)
    slow.receive(bytesOf(INIT, '1\n2\n', CUT))
    expect(papers).toEqual([])
    while (waits.length > 0) waits.shift()?.()
    expect(papers[0]?.text).toBe('1\n2')
  })
})

describe('the parser', () => {
  test('any bytes are survived, and orders hold every byte but an unfinished end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const parser = new EscPosParser()
        let inOrders = 0
        for (const byte of bytes) {
          const order = parser.push(byte)
          if (order) inOrders += 'bytes' in order ? order.bytes.length : 1
        }
        expect(parser.inside || inOrders === bytes.length).toBe(true)
      }),
    )
  })

  test('a command nobody knows is said to be unknown', () => {
    expect(parseEscPos(bytesOf([0x1b, 0x7e], 'a'))).toEqual([
      { type: 'unknown', bytes: [0x1b, 0x7e] },
      { type: 'character', byte: 0x61 },
    ])
  })
})

function freshPrinter(): PrinterMechanism {
  return new PrinterMechanism(576, FONT, {
    send: (bytes) => said.push(...bytes),
    onPaper: (paper) => papers.push(paper),
    after: () => undefined,
  })
}

function send(...parts: readonly (string | readonly number[])[]): void {
  printer.receive(bytesOf(...parts))
}

function bytesOf(...parts: readonly (string | readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
  )
}
