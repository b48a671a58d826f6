/*
 * T-19: paper, cover, power and cable fail at every byte of a receipt of 40 lines, through the real driver and
 * a printer in memory. What comes out is a whole receipt or one that was asked about; never two originals,
 * never two receipts on one paper.
 */
import { expect, it } from 'vitest'
import { encodeReceipt } from '../../electron/devices/printer/escpos'
import { printerModel } from '../../electron/devices/printer/model'
import { LONG_RECEIPT } from '../../electron/devices/printer/testing/long-receipt'
import { sellThrough, TROUBLES } from '../../electron/devices/printer/testing/trouble-counter'
import { LANE, ROW_MS, runRow } from './rows'

const KINDS = ['paper out', 'cover open', 'switched off and on', 'cable out']
const PLACES_SHORT = 50

it(
  'T-19 trouble at any byte of a receipt is asked about, never silent',
  () =>
    runRow({ row: 'T-19', part: 'every-byte' }, null, async () => {
      const model = printerModel({ model: 'epson-tm-t20' })
      const { length } = encodeReceipt(LONG_RECEIPT, model)
      const places = LANE === 'gate' ? length : PLACES_SHORT
      const counts: Record<string, number> = { 'bytes of the receipt': length, sales: 0 }
      for (const kind of KINDS) {
        const trouble = TROUBLES[kind]
        if (!trouble) throw new Error(`No trouble is called ${kind}`)
        for (let place = 0; place < places; place += 1) {
          const at = Math.floor((place * length) / places) + 1
          const outcome = await sellThrough(trouble, at, model, null)
          counts['sales'] = (counts['sales'] ?? 0) + 1
          counts[`${kind}: ${outcome}`] = (counts[`${kind}: ${outcome}`] ?? 0) + 1
        }
        expect(counts[`${kind}: unknown`] ?? 0, kind).toBeGreaterThan(0)
      }
      return counts
    }),
  ROW_MS,
)
