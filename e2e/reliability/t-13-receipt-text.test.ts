/*
 * T-13: hostile text through every place of a paper, to bytes of every printer language, and back through
 * readers that share nothing with the encoders. No text may become a command, or more paper than its place has.
 */
import { describe, expect, it } from 'vitest'
import { cd5220 } from '../../electron/devices/display/cd5220'
import { encodeReceipt } from '../../electron/devices/printer/escpos'
import { printerModel, type PrinterModel } from '../../electron/devices/printer/model'
import { encodeStarReceipt } from '../../electron/devices/printer/star'
import {
  readPaper,
  type Language,
  type PaperRead,
} from '../../electron/devices/printer/testing/paper-reader'
import { Cd5220Parser } from '../../sandbox/display/cd5220-parser'
import { parseEscPos } from '../../sandbox/printer/parser'
import { poleWriter } from '../../shared/display/pole-text'
import { sceneOf } from './hostile/pole'
import {
  ESC_POS_TEMPLATE,
  paperOf,
  saleOf,
  soldExample,
  STAR_TEMPLATE,
  TEXTS_A_PAPER,
} from './hostile/papers'
import { hostileTexts } from './hostile/strings'
import { Chance } from '../../shared/order/testing/chance'
import { layoutReceipt } from '../../shared/receipt/layout'
import type { ReceiptDocument } from '../../shared/receipt/document'
import { amount, ROW_MS, rowSeed, runRow } from './rows'

const ESC_POS_MODELS = [
  'generic-58mm',
  'generic-80mm',
  'citizen-ct-s310',
  'epson-tm-t88iii',
  'bixolon-srp-350iii',
] as const
const STAR_MODELS = [
  'star-tsp100iv',
  'star-tsp650',
  'star-mc-print2',
  'star-mc-print3',
  'star-tsp650',
] as const

const STRINGS = { short: 20_000, gate: 1_000_000 }

/** Commands of the second reader that no paper has: pulse, writing to memory, setting the printer itself. */
const NEVER = ['ESC p', 'DLE DC4', 'DLE ENQ', 'DLE EOT', 'ESC =', 'GS I', 'FS &', 'GS a']

const SHOP = { locale: 'en-US', currency: 'USD' } as const

/** Two pictures of two lines each. */
const POLE_TEMPLATE = ['upper', 'lower', 'upper', 'lower']

describe('T-13, hostile text on paper', () => {
  it(
    'makes no command and no line beyond the template, in ESC/POS and in Star',
    () =>
      runRow({ row: 'T-13', part: 'paper' }, rowSeed(), () => {
        const chance = new Chance(rowSeed())
        const papers = Math.ceil(amount(STRINGS) / TEXTS_A_PAPER)
        const models = [...ESC_POS_MODELS, ...STAR_MODELS].map((model) => printerModel({ model }))
        const sold = soldExample()
        let bytes = 0
        for (let paper = 0; paper < papers; paper += 1) {
          const texts = hostileTexts(chance, TEXTS_A_PAPER)
          const model = models[paper % models.length] ?? models[0]
          if (!model) throw new Error('No model')
          const document = paper % 5 === 0 ? saleOf(sold, texts) : paperOf(texts)
          bytes += judge(document, model)
        }
        return { strings: papers * TEXTS_A_PAPER, papers, bytes, 'commands from text (0)': 0 }
      }),
    ROW_MS,
  )

  it(
    'is twenty cells and nothing else on a pole',
    () =>
      runRow({ row: 'T-13', part: 'pole' }, rowSeed(), () => {
        const chance = new Chance(rowSeed() + 1)
        const codec = cd5220('cp858')
        const texts = hostileTexts(chance, Math.ceil(amount(STRINGS) / 10))
        let write = poleWriter({ ...SHOP, store: '' })
        for (const [index, text] of texts.entries()) {
          // Its formats take milliseconds to make.
          if (index % 100 === 0) write = poleWriter({ ...SHOP, store: text })
          const heard: string[] = []
          const parser = new Cd5220Parser(({ name }) => heard.push(name))
          parser.take(codec.encode(write(sceneOf(text))))
          parser.take(codec.encode(write({ status: 'welcome' })))
          expect(heard.filter((name) => name !== 'character')).toEqual(POLE_TEMPLATE)
        }
        return { strings: texts.length, 'commands from text (0)': 0 }
      }),
    ROW_MS,
  )
})

/** Throws when the bytes of a paper hold anything that the template does not; answers how many there are. */
function judge(document: ReceiptDocument, model: PrinterModel): number {
  const isStar = model.language !== 'esc-pos'
  const language: Language = isStar ? 'star' : 'esc-pos'
  const bytes = isStar ? encodeStarReceipt(document, model) : encodeReceipt(document, model)
  const pages = new Map(model.codePages.map((page) => [page.number, page.encoding]))
  const read = readPaper(bytes, language, pages)
  const template = isStar ? STAR_TEMPLATE : ESC_POS_TEMPLATE
  const beyond = read.commands.filter((command) => !template.some((one) => one.test(command)))
  const resets = read.commands.filter((command) => command === '1b40').length
  expect({ beyond, strange: read.strange, cuts: read.cuts, pulses: read.pulses, resets }).toEqual({
    beyond: [],
    strange: [],
    cuts: isStar || model.cutter ? 1 : 0,
    pulses: 0,
    resets: 1,
  })
  expect(linesIn(read, isStar)).toBe(linesOf({ ...document, columns: model.columns }))
  expect(read.lineBytes.every((line) => line.length <= model.columns)).toBe(true)
  if (!isStar) judgeAgain(bytes, model)
  return bytes.length
}

/** The same bytes for the printer of the sandbox, whose parser was written by itself. */
function judgeAgain(bytes: Uint8Array, model: PrinterModel): void {
  const orders = parseEscPos(bytes)
  const odd = orders.filter(
    (order) =>
      order.type === 'unknown' ||
      order.type === 'control' ||
      (order.type === 'command' && NEVER.includes(order.name)),
  )
  expect(odd).toEqual([])
  const cuts = orders.filter((order) => order.type === 'command' && order.name === 'GS V')
  expect(cuts.length).toBe(model.cutter ? 1 : 0)
}

/** A line in letters the printer lacks is a picture; a code of Star stands on a line of its own. */
function linesIn(read: PaperRead, isStar: boolean): number {
  if (isStar) return read.lines.length - read.qrs.length - read.bars.length
  return read.lines.length + read.commands.filter((command) => command === '1b4a04').length
}

function linesOf(document: ReceiptDocument): number {
  return layoutReceipt(document).filter((line) => line.type === 'text').length
}
