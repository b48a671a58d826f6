/*
 * The tour: one sale from the first scan to the receipt, played on the built terminal against the sandbox, for a
 * machine without a display and for everybody who wants to see the screens. A line per step; pictures of
 * the screens and of the printed receipt are left in `out/tour/`.
 */
import { expect, type Page } from '@playwright/test'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { startWorld, type World } from '../sandbox/world'
import {
  applyCode,
  button,
  chooseItem,
  discountDamagedPack,
  findCustomer,
  goOn,
  GOODS,
  pay,
  scanExample,
  takeCash,
  type Counter,
} from './counter'
import { closeTill, killTill, launchTill, projectRoot, type LaunchedTill } from './launch'

const OUT = join(projectRoot(), 'out', 'tour')

type Visit = { readonly counter: Counter; readonly page: Page; readonly world: World }

/** One step: what it shows, in words, and the name of its picture. */
type Step = {
  readonly words: string
  readonly picture: string
  readonly play: (visit: Visit) => Promise<void>
}

const UNKNOWN = '4006381333931'

const STEPS: readonly Step[] = [
  {
    words: 'The terminal is open and waits for the first item.',
    picture: 'order-empty',
    play: async ({ page }) => expect(page.getByText('Scan the first item')).toBeVisible(),
  },
  {
    words: 'Nine items are scanned: dog food, six cat pouches, a rope toy, litter.',
    picture: 'order',
    play: ({ counter }) => scanExample(counter),
  },
  {
    words: 'A barcode that nobody knows stays as a row, and Pay waits for it.',
    picture: 'order-unknown-barcode',
    play: async ({ counter, page }) => {
      await counter.scan(UNKNOWN)
      await expect(page.getByText(`Unknown barcode ${UNKNOWN}`).first()).toBeVisible()
    },
  },
  {
    words: 'The cashier takes that row off, and gives 15% for a damaged pack of litter.',
    picture: 'discnt',
    play: async ({ counter, page }) => {
      const remove = button(page, `Remove unknown barcode ${UNKNOWN}`)
      await remove.click()
      await page.getByText('Remove, sure?').click()
      await expect(remove).toBeHidden()
      await discountDamagedPack(counter)
    },
  },
  {
    words: 'The promotion code SPRING5 is checked with the provider: 5.00 off.',
    picture: 'promotions-success',
    play: async ({ counter, page }) => {
      await applyCode(counter, 'SPRING5')
      await expect(page.getByText('Spring $5 off is on the order')).toBeVisible()
    },
  },
  {
    words: 'The customer says a phone number: PETZ knows four saved coupons.',
    picture: 'wallet',
    play: async ({ counter, page }) => {
      await findCustomer(counter, '2065550142')
      await expect(page.getByRole('button', { name: /4 coupons$/ })).toBeVisible()
      await expect(page.getByRole('button', { name: /^Owed/ })).toContainText('0')
    },
  },
  {
    words: 'Pay: the code is checked again, and the store promotion goes to the rope toy.',
    picture: 'payment-store-promotions',
    play: async ({ counter }) => {
      await pay(counter)
      await chooseItem(counter, '20% off one toy', GOODS.rope.name)
    },
  },
  {
    words: 'PETZ holds two coupons for this order: 6.89 off.',
    picture: 'payment-coupons',
    play: async ({ counter, page }) => {
      await goOn(counter)
      await expect(page.getByRole('heading', { name: '2 PETZ coupons apply' })).toBeVisible()
    },
  },
  {
    words: 'The amount due is 83.34. The customer hands over 100.00.',
    picture: 'payment-tender',
    play: async ({ counter, page }) => {
      await goOn(counter)
      await page.getByRole('radio', { name: 'Cash 100.00', exact: true }).click()
    },
  },
  {
    words: 'Sale complete: 16.66 change, the drawer is open, the receipt is printed.',
    picture: 'sale-complete',
    play: async ({ counter, page, world }) => {
      await takeCash(counter, '100.00')
      await world.printer.waitForPapers(1)
      await expect(page.getByText('Receipt printed')).toBeVisible()
      await expect(page.getByText('PETZ coupons settled')).toBeVisible()
    },
  },
  {
    words: 'The next order is open; nothing is owed to anybody.',
    picture: 'next-order',
    play: async ({ page }) => {
      await button(page, 'New order').click()
      await expect(page.getByText('Order 0002')).toBeVisible()
    },
  },
]

async function tour(): Promise<void> {
  const began = performance.now()
  await rm(OUT, { recursive: true, force: true })
  await mkdir(OUT, { recursive: true })
  const folder = await mkdtemp(join(tmpdir(), 'tour-'))
  const world = await startWorld({ folder: join(folder, 'world') })
  let till: LaunchedTill | null = null
  try {
    const data = join(folder, 'till')
    till = await launchTill({ data, settings: world.settingsPath, args: ['--sandbox'] })
    await play(till.page, world)
    await keepReceipts(world)
    await closeTill(till)
  } catch (error) {
    await till?.page.screenshot({ path: join(OUT, 'stopped-here.png') }).catch(() => null)
    throw error
  } finally {
    if (till) await killTill(till.child)
    await world.close()
    await rm(folder, { recursive: true, force: true })
  }
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(`The tour took ${seconds} s. Its pictures are in ${relative(process.cwd(), OUT)}.`)
}

async function play(page: Page, world: World): Promise<void> {
  const counter = { page, scan: (code: string) => world.scanner.scan(code) }
  for (const [index, step] of STEPS.entries()) {
    const number = String(index + 1).padStart(2, '0')
    console.log(`${number}  ${step.words}`)
    await step.play({ counter, page, world })
    await settled(page)
    await page.screenshot({ path: join(OUT, `${number}-${step.picture}.png`) })
  }
}

/** Panels fade in and fields take the focus: the picture is of what a person sees a moment later. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))),
  )
}

async function keepReceipts(world: World): Promise<void> {
  for (const { number } of world.printer.papers) {
    const name = `receipt-${String(number).padStart(4, '0')}.png`
    await copyFile(join(world.receipts, name), join(OUT, basename(name)))
    console.log(`    Printed: ${name}`)
  }
}

tour().catch((error: unknown) => {
  const words = error instanceof Error ? error.message : String(error)
  process.stderr.write(`The tour stopped: ${words}\n`)
  process.exitCode = 1
})
