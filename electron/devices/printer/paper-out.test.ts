/**
 * The paper ends at 200 places of a long receipt, wherever in a command that is, and whoever stands at the
 * counter does what the screen says. And the cable comes out at every byte of the commands that have a length.
 */
import { describe, test } from 'vitest'
import { encodeReceipt } from './escpos'
import { printerModel, type PrinterModelName } from './model'
import { LONG_RECEIPT } from './testing/long-receipt'
import { sellThrough, TROUBLES, type Trouble } from './testing/trouble-counter'

const PLACES = 200
/** The last bytes of a receipt: its codes, each a command that says how much data it has, and the cut. */
const CODES_BYTES = 220

const ENDINGS = Object.entries(TROUBLES).filter(([name]) => name.startsWith('paper out'))

describe.each<PrinterModelName>(['generic-80mm', 'epson-tm-t20'])('%s', (name) => {
  describe.each(['held back by the cable', 'paced by its answers'])('%s', (pace) => {
    test.each<[string, Trouble]>(ENDINGS)('%s at 200 places', async (_, trouble) => {
      const model = printerModel({ model: name })
      const job = encodeReceipt(LONG_RECEIPT, model)
      for (let place = 0; place < PLACES; place += 1) {
        const at = Math.floor((place * job.length) / PLACES) + 1
        await sellThrough(trouble, at, model, pace.startsWith('paced') ? 512 : null)
      }
    })
  })
})

test('the cable at every byte of the codes at the end: the copy comes at the first press', async () => {
  const model = printerModel({ model: 'epson-tm-t20' })
  const { length } = encodeReceipt(LONG_RECEIPT, model)
  const trouble = TROUBLES['cable out']
  if (!trouble) throw new Error('The cable comes out')
  for (let at = length - CODES_BYTES; at < length; at += 1) {
    await sellThrough(trouble, at, model, null)
  }
})
