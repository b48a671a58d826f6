/*
 * Faults X1 to X5, X8, X9 and X10, one by one. Between a text and the paper stand two filters that know nothing
 * of each other: `printable` for characters, the code page for bytes. Each is held to the law by itself.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { byteFor, codePage, writableIn } from '../../../electron/devices/printer/characters'
import { encodeReceipt } from '../../../electron/devices/printer/escpos'
import { printerModel, type PrinterModelName } from '../../../electron/devices/printer/model'
import { encodeStarReceipt } from '../../../electron/devices/printer/star'
import { readPaper } from '../../../electron/devices/printer/testing/paper-reader'
import { openLog } from '../../../electron/log'
import { parseCommand } from '../../../shared/ipc/parse'
import type { ReceiptDocument } from '../../../shared/receipt/document'
import { layoutReceipt, receiptText } from '../../../shared/receipt/layout'
import { ATTACKS } from './strings'

const MODELS: readonly PrinterModelName[] = [
  'generic-58mm',
  'generic-80mm',
  'citizen-ct-s310',
  'epson-tm-t88iii',
  'star-tsp100iv',
  'star-tsp650',
  'star-mc-print2',
]

/** A name as it stands on a receipt: before an amount, and in a code. */
function paperWith(text: string): ReceiptDocument {
  return {
    columns: 48,
    blocks: [
      { type: 'row', left: text, right: '58.99' },
      { type: 'qr', data: text },
      { type: 'barcode', data: text },
      { type: 'text', text, align: 'center' },
    ],
  }
}

/** What a printer of either language finds in it. */
function printed(text: string, name: PrinterModelName) {
  const model = printerModel({ model: name })
  const isStar = model.language !== 'esc-pos'
  const document = paperWith(text)
  const bytes = isStar ? encodeStarReceipt(document, model) : encodeReceipt(document, model)
  const pages = new Map(model.codePages.map((page) => [page.number, page.encoding]))
  return readPaper(bytes, isStar ? 'star' : 'esc-pos', pages)
}

function harm(text: string) {
  return MODELS.flatMap((name) => {
    const { pulses, cuts, strange, commands, qrs, bars } = printed(text, name)
    const expectedCuts = printerModel({ model: name }).cutter || name.startsWith('star') ? 1 : 0
    const resets = commands.filter((command) => command === '1b40').length
    const settings = commands.filter((command) => /^1d28(45|43|4c)|^1b1d29|^1c/.test(command))
    const isClean = pulses === 0 && cuts === expectedCuts && resets === 1
    const beyond = settings.filter((command) => command !== '1c2e')
    const said = { name, pulses, cuts, resets, beyond, strange, codes: [...qrs, ...bars] }
    return isClean && beyond.length + strange.length + said.codes.length === 0 ? [] : [said]
  })
}

describe('a command of a printer in a name', () => {
  it('[X1] is seen as what it is: the pulse of a drawer opens none', () => {
    const text = 'Dog food\u001bp\u0000\u0019\u00fa 24 lb'
    expect(receiptText(paperWith(text)).split('\n')[0]).toMatch(/^Dog food\?p\?\?ú 24 lb +58\.99$/)
    for (const attack of ATTACKS) {
      const lines = layoutReceipt(paperWith(attack)).flatMap((one) =>
        one.type === 'text' ? [one.text] : [],
      )
      expect(lines.filter((line) => /[\u0000-\u001f\u007f-\u009f]/.test(line))).toEqual([])
    }
    expect(harm(text)).toEqual([])
  })

  it('[X2] cuts no paper, in a name or in a code', () => {
    for (const text of ['\u001dV\u0000', '\u001dVA\u0003', '\u001bd\u0003', 'R42\u001dV\u0000']) {
      const codes = layoutReceipt(paperWith(text)).filter((one) => one.type !== 'text')
      expect(codes, 'a code that cannot be printed as it is, is left out').toEqual([])
      expect(harm(text)).toEqual([])
    }
  })

  it('[X3] sets nothing and writes nothing into the memory of a printer', () => {
    const text = '\u001b@\u001d(E\u0003\u0000\u0006\u0000\u0000\u001cq\u0001\u001b\u001d)B'
    expect(harm(text)).toEqual([])
    for (const page of pages()) {
      for (const character of text) {
        const byte = byteFor(character.charCodeAt(0), page)
        expect(byte, 'the second filter, without the first').toBeGreaterThanOrEqual(0x20)
        expect(byte).not.toBe(0x7f)
      }
    }
  })

  it('[X4] is filtered after the code page as well: no character of any kind becomes a control byte', () => {
    for (const page of pages()) {
      const wrong: string[] = []
      for (let code = 0; code < 0x10000; code += 1) {
        const byte = byteFor(code, page)
        const read = iconv.decode(Buffer.from([byte]), page.encoding).codePointAt(0) ?? 0
        const isText = byte >= 0x20 && byte !== 0x7f && (read < 0x7f || read > 0xa0)
        if (!isText || read === 0xfffd) wrong.push(`${code.toString(16)} → ${byte.toString(16)}`)
      }
      expect(wrong, page.encoding).toEqual([])
      expect(writableIn('\u009b\u0081', page)).toBe('??')
    }
  })
})

describe('a text that hides or pushes away what stands beside it', () => {
  it('[X5] has its direction marks stripped on paper: the amount stands where amounts stand', () => {
    const plain = receiptText(paperWith('Chew toy 00.01'))
    const turned = receiptText(paperWith('\u202eChew\u2066 toy\u200f 00.01\u2069\u202c'))
    expect(turned).toBe(plain.replaceAll('[QR code: Chew toy 00.01]\n', '').replace(BARS, ''))
    expect(turned.split('\n')[0]).toMatch(/^Chew toy 00\.01 +58\.99$/)
  })

  it('[X8] is cut with an ellipsis: 4 kB of a name take two lines, and the amount is whole', () => {
    const document: ReceiptDocument = {
      columns: 48,
      blocks: [{ type: 'row', left: 'x'.repeat(4096), right: '58.99' }],
    }
    const lines = receiptText(document).split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^x{38} +58\.99$/)
    expect(lines[1]).toMatch(/^x{35}\.\.\.$/)
    expect(harm('\u001bp00'.repeat(1024))).toEqual([])
  })
})

const BARS = /\[Barcode: [^\]]*\]\n/

describe('a text that means something elsewhere', () => {
  it('[X9] begins no line of its own in the log', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
    try {
      const log = openLog(folder)
      const forged = 'a\r\n{"level":"error","msg":"forged"}\u2028\u2029\u0085\u001b[2J\u009b1m'
      log.warn({ address: forged, [forged]: forged, error: new Error(forged) }, forged)
      for (const attack of ATTACKS) log.info({ name: attack }, attack)
      log.close()
      const text = readFileSync(join(folder, 'log', 'till.log'), 'utf8')
      const lines = text.split('\n').filter((line) => line !== '')
      expect(lines).toHaveLength(1 + ATTACKS.length)
      for (const line of lines) {
        expect(JSON.parse(line)).not.toMatchObject({ msg: 'forged' })
        // Nothing that a viewer of logs would take for a line, a command or a direction.
        expect(line).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/,
        )
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('[X10] under a name that every object has is no field of ours', () => {
    const inputs = [
      '{"type":"VoidLine","lineId":"l","__proto__":{"isManager":true}}',
      '{"type":"VoidLine","lineId":"l","constructor":{"prototype":{"isManager":true}}}',
      '{"__proto__":{"type":"VoidLine","lineId":"l"}}',
      '{"type":"__proto__"}',
      '{"type":"constructor"}',
      '{"type":"toString","lineId":"l"}',
      '["__proto__"]',
    ]
    for (const input of inputs) {
      expect(parseCommand(JSON.parse(input)).ok, input).toBe(false)
      expect(parseCommand(Object.create(JSON.parse(input) as object)).ok, input).toBe(false)
    }
    expect(Reflect.get({}, 'isManager')).toBeUndefined()
  })
})

describe('the readers themselves', () => {
  it('find what they are there to find', () => {
    const find = (language: 'esc-pos' | 'star', ...bytes: readonly number[]) =>
      readPaper(Uint8Array.of(...bytes), language, new Map())
    expect(find('esc-pos', 0x1b, 0x70, 0, 25, 250).pulses).toBe(1)
    expect(find('esc-pos', 0x1d, 0x56, 0).cuts).toBe(1)
    expect(find('esc-pos', 0x10, 0x14, 1, 0, 1).strange).not.toEqual([])
    expect(find('star', 0x1b, 7, 10, 10, 7).pulses).toBe(1)
    expect(find('star', 0x1c).strange).not.toEqual([])
  })
})

/** Every code page of the models, and the one of a pole. */
function pages() {
  return [...MODELS.flatMap((model) => printerModel({ model }).codePages), codePage(0, 'cp858')]
}
