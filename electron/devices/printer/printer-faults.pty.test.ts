/**
 * The faults of a printer and its drawer, H1 to H16, each over a real serial line to the sandbox's printer. Whoever
 * stands at the counter does what the till does: what certainly was not printed is sent again as it is, and after
 * an unknown end the next paper says COPY.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asCopy, type ReceiptDocument } from '../../../shared/receipt/document'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'
import { receiptText } from '../../../shared/receipt/layout'
import { systemClock } from '../clock'
import { encodeReceipt } from './escpos'
import type { PrinterModelName } from './model'
import type { PrintOutcome } from './port'
import { LONG_RECEIPT } from './testing/long-receipt'
import { HAS_SOCAT, quickModel, serialRig, type RealRig, type RigChoice } from './testing/rigs'

/** The four status questions before a job. */
const QUESTION_BYTES = 12
const COPY = asCopy(RECEIPT_0042, 1, '17:52')
const TEXT = receiptText(RECEIPT_0042)
const COPY_TEXT = receiptText(COPY)
const PRINTED = { outcome: 'printed' }
const EPSON: RigChoice = { model: { model: 'epson-tm-t20' } }
const MODELS: readonly PrinterModelName[] = ['generic-80mm', 'epson-tm-t20']

let folder = ''
let count = 0
const open: RealRig[] = []
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'faults-'))))
afterEach(async () => {
  for (const rig of open.splice(0)) await rig.close()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.skipIf(!HAS_SOCAT)('before the first byte', () => {
  test('[H1] paper out: not printed, and the original once there is paper', async () => {
    const rig = await settled()
    rig.device.set({ paper: 'out' })
    expect(await print(rig)).toEqual({ outcome: 'not-printed', code: 'paper-out' })
    rig.device.set({ paper: 'ok' })
    expect(await print(rig)).toEqual(PRINTED)
    expect(rig.papers()).toEqual([TEXT])
  })

  test('[H4] cover open: not printed, and the original once it is shut', async () => {
    const rig = await settled()
    rig.device.set({ coverOpen: true, paper: 'out' })
    expect(await print(rig)).toEqual({ outcome: 'not-printed', code: 'cover-open' })
    rig.device.set({ coverOpen: false, paper: 'ok' })
    expect(await print(rig)).toEqual(PRINTED)
    expect(rig.papers()).toEqual([TEXT])
  })

  test('[H3] near the end of the roll: it prints, and says so', async () => {
    const rig = await rigOf()
    rig.device.set({ paper: 'low' })
    expect(await print(rig)).toEqual(PRINTED)
    expect(rig.printer.status()).toMatchObject({ condition: 'ready', paperLow: true })
  })
})

describe.skipIf(!HAS_SOCAT)('in the middle', () => {
  test.each(MODELS)(
    '[H2] paper out at 20 places of %s: unknown, then a copy alone',
    async (name) => {
      const rig = await settled({ model: { model: name }, pictures: false })
      const job = encodeReceipt(RECEIPT_0042, quickModel({ model: name }))
      for (let place = 0; place < 20; place += 1) {
        const before = rig.papers().length
        rig.device.runOutAtByte(QUESTION_BYTES + 1 + Math.floor((place * job.length) / 20))
        expect(await print(rig)).toEqual({ outcome: 'unknown', code: 'paper-out' })
        expect(rig.papers().slice(before)).toEqual([])
        rig.device.set({ paper: 'ok' })
        expect(await print(rig, COPY)).toEqual(PRINTED)
        expect(rig.papers().slice(before)).toEqual([TEXT, COPY_TEXT])
      }
    },
  )

  test('[H5] switched off and on: unknown, and the half stays a paper of its own', async () => {
    const rig = await settled()
    rig.device.powerCycleAfter(12)
    expect(await print(rig)).toEqual({ outcome: 'unknown', code: 'no-answer' })
    expect(await print(rig, COPY)).toEqual(PRINTED)
    // What arrived after the power was back is on the paper as well, with a hole before it.
    expect(rig.papers()).toHaveLength(2)
    expect(rig.papers()[0]).not.toBe(TEXT)
    expect(rig.papers()[1]).toBe(COPY_TEXT)
  })

  test('[H6] cable out: unknown at once, and the half stays a paper of its own', async () => {
    const rig = await settled({ pieceBytes: 256 })
    const pulled = new Promise<void>((resolve, reject) => {
      rig.device.atLine(12, () => void rig.unplug().then(resolve, reject))
    })
    expect(await print(rig)).toEqual({ outcome: 'unknown', code: 'not-connected' })
    await pulled
    await rig.replug()
    await copyStandsAlone(rig)
  })

  test('[H6] cable out inside a picture: the next receipt is not taken for the rest of it', async () => {
    const rig = await rigOf()
    // GS v 0 with 72 bytes a row and 14 rows, of which only the first has come.
    const picture = [0x1d, 0x76, 0x30, 0, 72, 0, 14, 0, ...new Array<number>(72).fill(0x18)]
    rig.device.receive(Uint8Array.from(picture))
    expect(await print(rig)).toEqual(PRINTED)
    expect(rig.papers().at(-1)).toBe(TEXT)
  })

  test('[H7] cutter jam: unknown, and the next paper is cut off from it', async () => {
    const rig = await settled()
    rig.device.jamAtCut()
    expect(await print(rig)).toEqual({ outcome: 'unknown', code: 'cutter-stuck' })
    rig.device.set({ cutterStuck: false })
    expect(await print(rig, COPY)).toEqual(PRINTED)
    expect(rig.papers()).toEqual([TEXT, COPY_TEXT])
  })

  test('[H8] too hot: unknown; cooled down, the printer ends it and the copy comes behind', async () => {
    const rig = await settled()
    rig.device.atLine(12, () => rig.device.set({ tooHot: true }))
    expect(await print(rig)).toEqual({ outcome: 'unknown', code: 'too-hot' })
    rig.device.set({ tooHot: false })
    expect(await print(rig, COPY)).toEqual(PRINTED)
    expect(rig.papers()).toEqual([TEXT, COPY_TEXT])
  })
})

describe.skipIf(!HAS_SOCAT)('answers that are none', () => {
  test.each(MODELS)('[H9] garbage from %s is never read as success', async (name) => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const rig = await settled({ model: { model: name }, pictures: false })
      rig.device.setSwallows(true)
      rig.device.twistAnswers(garbage(seed))
      expect((await print(rig)).outcome).not.toBe('printed')
      expect(rig.papers()).toEqual([])
    }
  })

  test('[H10] a process id that got lost is not guessed', async () => {
    const rig = await settled(EPSON)
    rig.device.twistAnswers((answer) => (answer[0] === 0x37 ? new Uint8Array(0) : answer))
    expect(await print(rig)).toEqual({ outcome: 'unknown', code: 'no-answer' })
  })

  test('[H11] the id of an older job confirms only that one', async () => {
    const rig = await settled(EPSON)
    const older = Uint8Array.of(0x37, 0x22, 0x30, 0x30, 0x30, 0x31, 0)
    rig.device.twistAnswers((answer) => (answer[0] === 0x37 ? older : answer))
    expect(await print(rig)).toEqual({ outcome: 'unknown', code: 'no-answer' })
  })

  test.each(MODELS)('[H12] %s takes everything and prints nothing: unknown', async (name) => {
    const rig = await settled({ model: { model: name } })
    rig.device.setSwallows(true)
    expect(await print(rig)).toEqual({ outcome: 'unknown', code: 'no-answer' })
    expect(rig.papers()).toEqual([])
  })

  test('[H13] a printer that takes nothing for a while gets every byte once', async () => {
    const rig = await settled({ pictures: false })
    const rows = LONG_RECEIPT.blocks.filter((block) => block.type === 'row')
    const blocks = Array.from({ length: 50 }, () => rows).flat()
    const long = { ...LONG_RECEIPT, blocks }
    rig.device.atLine(20, () => {
      rig.virtual.pause()
      systemClock.after(200, () => rig.virtual.resume())
    })
    const call = print(rig, long)
    expect(await call).toEqual(PRINTED)
    expect(rig.papers()).toEqual([receiptText(long)])
  })
})

describe.skipIf(!HAS_SOCAT)('the drawer', () => {
  test('[H14] already open: one pulse, and it counts as open', async () => {
    const rig = await rigOf({ drawerOpenLevel: 'high' })
    rig.device.set({ drawerOpen: true })
    expect(await rig.printer.pulse('drawer')).toEqual({ outcome: 'pulsed' })
    expect(rig.pulses()).toBe(1)
  })

  test('[H15] a drawer that does not report: unknown, and no second pulse ever', async () => {
    const rig = await rigOf({ drawerOpenLevel: 'high' })
    rig.device.setDrawerReports(false)
    const answer = await rig.printer.pulse('drawer')
    expect(answer).toEqual({ outcome: 'unknown', code: 'drawer-no-answer' })
    await rig.unplug()
    await rig.replug()
    expect(await print(rig)).toEqual(PRINTED)
    expect(rig.pulses()).toBe(1)
  })
})

describe.skipIf(!HAS_SOCAT)('two printers', () => {
  test('[H16] whose cables were exchanged: nothing is printed until somebody says it is right', async () => {
    const rig = await rigOf(EPSON)
    rig.device.setIdentity({ model: 'TM-T20III', serial: 'X4KQ000001' })
    expect(await print(rig)).toEqual(PRINTED)
    await rig.unplug()
    rig.device.setIdentity({ model: 'TM-T20III', serial: 'X4KQ000002' })
    await rig.replug()
    expect(await print(rig, COPY)).toEqual({ outcome: 'not-printed', code: 'swapped-printer' })
    expect(await rig.printer.pulse('drawer')).toEqual({
      outcome: 'not-pulsed',
      code: 'swapped-printer',
    })
    rig.printer.expect(rig.printer.identity())
    expect(await print(rig, COPY)).toEqual(PRINTED)
    expect([rig.papers(), rig.pulses()]).toEqual([[TEXT, COPY_TEXT], 0])
  })

  test('[H16] put back in their places, both print without a question', async () => {
    const rig = await rigOf(EPSON)
    rig.device.setIdentity({ model: 'TM-T20III', serial: 'X4KQ000001' })
    await rig.printer.check()
    await rig.unplug()
    await rig.replug()
    expect(await print(rig)).toEqual(PRINTED)
  })
})

async function rigOf(choice: RigChoice = {}): Promise<RealRig> {
  count += 1
  const rig = await serialRig(folder, `printer-${count}`, choice)
  open.push(rig)
  return rig
}

/** A rig whose printer has been used: what it may have had before the start is settled. */
async function settled(choice: RigChoice = {}): Promise<RealRig> {
  const rig = await rigOf(choice)
  await rig.printer.pulse('settles')
  return rig
}

function print(rig: RealRig, document: ReceiptDocument = RECEIPT_0042): Promise<PrintOutcome> {
  return rig.printer.print('receipt', encodeReceipt(document, quickModel()))
}

/** After an unknown end: half the original alone, and the copy alone. */
async function copyStandsAlone(rig: RealRig): Promise<void> {
  expect(await print(rig, COPY)).toEqual(PRINTED)
  const [half = '', ...rest] = rig.papers()
  expect(rest).toEqual([COPY_TEXT])
  expect(half.length).toBeGreaterThan(0)
  expect(half.length).toBeLessThan(TEXT.length)
  expect(TEXT.startsWith(half)).toBe(true)
}

/** Real answers to the questions before the job, then noise of many kinds; the same for the same seed. */
function garbage(seed: number): (answer: Uint8Array) => Uint8Array {
  let state = seed
  let answers = 0
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
  return (answer) => {
    answers += 1
    if (answers <= 4) return answer
    // Some seeds send nothing but what looks like answers to paper requests.
    const isSly = seed % 3 === 0
    return Uint8Array.from({ length: 1 + next(24) }, () => (isSly ? 0 : next(256)))
  }
}
