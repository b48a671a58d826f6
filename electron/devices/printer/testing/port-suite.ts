/** What every receipt printer promises, tried on each implementation. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PrinterMechanism } from '../../../../sandbox/printer/mechanism'
import { RECEIPT_0042 } from '../../../../shared/receipt/fixtures'
import { receiptText } from '../../../../shared/receipt/layout'
import { encodeReceipt, encodeRecovery } from '../escpos'
import { printerModel } from '../model'
import type { ReceiptPrinter } from '../port'

/** A printer under test and the device it talks to. */
export type PrinterRig = {
  readonly printer: ReceiptPrinter
  readonly device: SuiteDevice
  /** The bytes of receipt 0042 in its language; ESC/POS when absent. */
  readonly receipt?: Uint8Array
  /** What came out, as text. */
  readonly papers: () => readonly string[]
  readonly pulses: () => number
  /** Pulls the cable out at once. */
  readonly unplug: () => Promise<void>
  /** Lets a call come to its end. */
  readonly ended: <T>(call: Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

/** The knobs of a printer that the suite turns. */
export type SuiteDevice = Pick<
  PrinterMechanism,
  | 'set'
  | 'runOutAfter'
  | 'jamAtCut'
  | 'powerCycleAfter'
  | 'loseBytes'
  | 'setSilent'
  | 'bufferedBytes'
>

/** What differs between the languages. */
export type SuiteOptions = {
  /** The receipt holds checkpoints, so that bytes lost on the cable are noticed. */
  readonly hasCheckpoints: boolean
}

const RECEIPT = encodeReceipt(RECEIPT_0042, printerModel())
const TEXT = receiptText(RECEIPT_0042)

/** Runs the promises of the port against one kind of printer. */
export function describeReceiptPrinter(
  name: string,
  makeRig: () => Promise<PrinterRig>,
  { hasCheckpoints }: SuiteOptions = { hasCheckpoints: true },
): void {
  describe(name, () => {
    let rig: PrinterRig
    beforeEach(async () => void (rig = await makeRig()))
    afterEach(() => rig.close())
    const print = (jobId = 'receipt-42') =>
      rig.ended(rig.printer.print(jobId, rig.receipt ?? RECEIPT))
    const pulse = () => rig.ended(rig.printer.pulse('drawer-42'))

    test('a receipt on paper is printed, and the drawer stays shut', async () => {
      expect(await print()).toEqual({ outcome: 'printed' })
      expect(rig.papers()).toEqual([TEXT])
      expect(rig.pulses()).toBe(0)
      expect(rig.printer.status()).toMatchObject({ condition: 'ready', paperLow: false })
    })

    test('receipts come out one after the other in the order given', async () => {
      const receipt = rig.receipt ?? RECEIPT
      const calls = [rig.printer.print('a', receipt), rig.printer.print('b', receipt)]
      expect(await rig.ended(Promise.all(calls))).toEqual([
        { outcome: 'printed' },
        { outcome: 'printed' },
      ])
      expect(rig.papers()).toEqual([TEXT, TEXT])
    })

    test('with the paper out before, nothing is sent', async () => {
      rig.device.set({ paper: 'out' })
      expect(await print()).toEqual({ outcome: 'not-printed', code: 'paper-out' })
      expect(rig.printer.status().condition).toBe('paper-out')
      rig.device.set({ paper: 'ok' })
      expect(await print()).toEqual({ outcome: 'printed' })
      expect(rig.papers()).toEqual([TEXT])
    })

    test('with the cover open before, nothing is sent', async () => {
      rig.device.set({ coverOpen: true, paper: 'out' })
      expect(await print()).toEqual({ outcome: 'not-printed', code: 'cover-open' })
      // Questions, and what ends a command that was cut off before: nothing that prints.
      expect(rig.device.bufferedBytes).toBeLessThan(encodeRecovery().length + 20)
    })

    test('a roll near its end prints and says so', async () => {
      rig.device.set({ paper: 'low' })
      expect(await print()).toEqual({ outcome: 'printed' })
      expect(rig.printer.status()).toMatchObject({ condition: 'ready', paperLow: true })
    })

    test('paper that ends half-way leaves the outcome unknown', async () => {
      rig.device.runOutAfter(12)
      expect(await print()).toEqual({ outcome: 'unknown', code: 'paper-out' })
    })

    test('the rest of a stopped receipt is never taken for the next one', async () => {
      rig.device.runOutAfter(12)
      await print()
      rig.device.set({ paper: 'ok' })
      expect(await print('copy')).toEqual({ outcome: 'printed' })
      expect(rig.papers()).toEqual([TEXT, TEXT])
    })

    test('a cutter that jams half-way leaves the outcome unknown', async () => {
      await pulse()
      rig.device.jamAtCut()
      expect(await print()).toEqual({ outcome: 'unknown', code: 'cutter-stuck' })
    })

    test('a printer switched off half-way leaves the outcome unknown, and no half line after', async () => {
      rig.device.powerCycleAfter(12)
      expect(await print()).toMatchObject({ outcome: 'unknown', code: 'no-answer' })
      expect(await print('copy')).toEqual({ outcome: 'printed' })
      expect(rig.papers().at(-1)?.endsWith(TEXT)).toBe(true)
    })

    test.skipIf(!hasCheckpoints)(
      'a receipt whose middle got lost is not called printed',
      async () => {
        await rig.ended(rig.printer.pulse('settles'))
        rig.device.loseBytes(300, 600)
        expect(await print()).toEqual({ outcome: 'unknown', code: 'no-answer' })
      },
    )

    test('a printer that never answers gets nothing', async () => {
      rig.device.setSilent(true)
      expect(await print()).toEqual({ outcome: 'not-printed', code: 'no-answer' })
      expect(rig.papers()).toEqual([])
    })

    test('the drawer opens once for each pulse', async () => {
      expect(await pulse()).toEqual({ outcome: 'pulsed' })
      expect(rig.pulses()).toBe(1)
      expect(rig.papers()).toEqual([])
    })

    test('a printer that cannot pulse now does not keep the pulse for later', async () => {
      rig.device.set({ paper: 'out' })
      expect(await pulse()).toEqual({ outcome: 'not-pulsed', code: 'paper-out' })
      rig.device.set({ paper: 'ok' })
      await rig.ended(rig.printer.check())
      expect(rig.pulses()).toBe(0)
    })

    test('without a cable nothing is printed, and it is said at once', async () => {
      await rig.unplug()
      expect(await print()).toEqual({ outcome: 'not-printed', code: 'not-connected' })
      expect(rig.printer.status().condition).toBe('not-connected')
    })
  })
}
