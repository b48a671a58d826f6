/** The promises of the port once more, over a real serial line and over the network. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'
import { receiptText } from '../../../shared/receipt/layout'
import { encodeReceipt } from './escpos'
import { describeReceiptPrinter } from './testing/port-suite'
import { HAS_SOCAT, quickModel, serialRig, tcpRig } from './testing/rigs'

let folder = ''
let count = 0
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'printer-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.skipIf(!HAS_SOCAT)('over a serial line', () => {
  describeReceiptPrinter('a printer at the end of it', () => serialRig(folder, nextName()))

  describeReceiptPrinter('a printer behind a device file that answers', async () => {
    const rig = await serialRig(folder, nextName(), { mayBeOneWay: true })
    // Heard once, its silence later means what silence means elsewhere.
    await rig.printer.check()
    return rig
  })

  test('the paper is kept as text and as a picture 576 dots wide', async () => {
    const name = nextName()
    const rig = await serialRig(folder, name)
    await rig.printer.pulse('drawer-42')
    await rig.printer.print('receipt-42', encodeReceipt(RECEIPT_0042, quickModel()))
    const [paper] = await rig.virtual.waitForPapers(1)
    expect(paper).toMatchObject({ number: 1, drawerPulses: 1, text: receiptText(RECEIPT_0042) })
    const papers = join(folder, `${name}-out`)
    const text = await readFile(join(papers, 'receipt-0001.txt'), 'utf8')
    expect(text).toBe(receiptText(RECEIPT_0042) + '\n')
    const picture = PNG.sync.read(await readFile(join(papers, 'receipt-0001.png')))
    expect(picture.width).toBe(576)
    await rig.close()
  })
})

describeReceiptPrinter('a printer on the network', () => tcpRig())

function nextName(): string {
  count += 1
  return `printer-${count}`
}
