/*
 * Every place a cashier can be, how to go there from an order with one line, and what a scan does there: the
 * table of the screens.
 */
import type { ScanReport } from '../../shared/ipc/contract'
import { button, GOODS, lineOf } from '../counter'
import { expect, type TillUnderTest } from '../fixtures/till'

/** What is scanned. */
export type ScanKind = 'product' | 'promotion' | 'receipt' | 'customer' | 'badge' | 'unknown'

/** How the shop of these journeys marks its cards. */
export const SHOP_CODES = {
  /** As in a shop: the same code again at once is the same reading. */
  duplicateMs: 30,
  customerPattern: '^CARD-',
  badgePattern: '^BADGE-',
}

/** One of each kind; no promotion of these is ever granted, and no account is found. */
export const CODES: Readonly<Record<ScanKind, string>> = {
  product: '400001203019',
  promotion: 'PROMO-NOSUCH',
  receipt: 'pine-01-20250320-0042',
  customer: 'CARD-2065550199',
  badge: 'BADGE-0042',
  unknown: '4006381333931',
}

/** A place and the results of a scan there, by kind. */
export type ScanPlace = {
  readonly name: string
  readonly go: (till: TillUnderTest) => Promise<void>
  readonly leave: (till: TillUnderTest) => Promise<void>
  readonly results: Readonly<Record<ScanKind, ScanReport['result']>>
  /** Whether a scan may change the order there. */
  readonly changes: boolean
}

const ON_ORDER = {
  product: 'quantity-raised',
  promotion: 'promotion-started',
  receipt: 'not-used-here',
  customer: 'customer',
  badge: 'not-used-here',
  unknown: 'unresolved',
} as const
const NOWHERE = all('not-used-here')
const TESTED = all('test')
const PAYING = {
  ...all('payment-begun'),
  receipt: 'not-used-here',
  customer: 'not-used-here',
  badge: 'not-used-here',
} as const

/** The places in the order in which they are walked. */
export const SCAN_PLACES: readonly ScanPlace[] = [
  {
    name: 'the lines of the order',
    go: ({ page }) => lineOf(page, GOODS.rope.name).click(),
    leave: escape,
    results: ON_ORDER,
    changes: true,
  },
  {
    name: 'a quick key',
    go: ({ page }) => page.getByRole('button', { name: 'Nail trim, 15.00' }).focus(),
    leave: escape,
    results: ON_ORDER,
    changes: true,
  },
  {
    name: 'Pay',
    go: ({ page }) => button(page, 'Pay').focus(),
    leave: escape,
    results: ON_ORDER,
    changes: true,
  },
  byKey('Order', 'F2', 'Search products', { results: ON_ORDER, changes: true }),
  byKey('Wallet', 'F3', 'Customer phone', { results: ON_ORDER, changes: true }),
  byKey('Return', 'Control+b', 'Receipt number or code', { results: ON_ORDER, changes: true }),
  {
    name: 'Discnt',
    go: async ({ page }) => {
      await page.keyboard.press('F5')
      await button(page, 'Promotions').focus()
    },
    leave: escape,
    results: ON_ORDER,
    changes: true,
  },
  byKey('Promotions', 'Control+p', 'Promotion code', {
    results: { ...ON_ORDER, promotion: 'promotion-field', unknown: 'promotion-field' },
    changes: true,
  }),
  {
    name: 'Devices',
    go: async ({ page }) => {
      await page.keyboard.press('Control+d')
      await button(page, 'Find devices').focus()
    },
    leave: ({ page }) => page.keyboard.press('Control+d'),
    results: TESTED,
    changes: false,
  },
  {
    name: 'Settings',
    go: async ({ page }) => {
      await button(page, 'Cashier Maya R.').click()
      await button(page, 'Settings').click()
    },
    leave: escape,
    results: TESTED,
    changes: false,
  },
  {
    name: 'Held',
    go: async ({ page }) => {
      await page.keyboard.press('Control+h')
      await page.getByRole('textbox', { name: 'Search held orders' }).focus()
    },
    leave: ({ page }) => page.keyboard.press('Control+h'),
    results: { ...NOWHERE, customer: 'list-filtered' },
    changes: false,
  },
  {
    name: 'Owed',
    go: ({ page }) => page.keyboard.press('Control+e'),
    leave: ({ page }) => page.keyboard.press('Control+e'),
    results: NOWHERE,
    changes: false,
  },
  {
    name: 'a dialog',
    go: async ({ page }) => {
      await page.keyboard.press('F8')
      await expect(page.getByRole('textbox', { name: 'Held for' })).toBeFocused()
    },
    leave: escape,
    results: NOWHERE,
    changes: false,
  },
  {
    name: 'Manager approval',
    go: async ({ page }) => {
      await page.keyboard.press('F5')
      await page.getByRole('button', { name: /^Staff 20%/ }).click()
      await page.getByRole('textbox', { name: 'Manager PIN' }).focus()
    },
    leave: async (till) => {
      await escape(till)
      await escape(till)
    },
    results: { ...NOWHERE, badge: 'badge' },
    changes: false,
  },
  {
    name: 'the price of a line',
    go: async ({ page }) => {
      await lineOf(page, GOODS.rope.name).click()
      await button(page, 'Change price').click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
    leave: async (till) => {
      await escape(till)
      await escape(till)
    },
    results: NOWHERE,
    changes: false,
  },
  {
    name: 'Keyboard help',
    go: async ({ page }) => {
      await page.keyboard.press('F1')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
    leave: escape,
    results: NOWHERE,
    changes: false,
  },
  {
    name: 'the menu of the cashier',
    go: ({ page }) => button(page, 'Cashier Maya R.').click(),
    leave: escape,
    results: NOWHERE,
    changes: false,
  },
  {
    name: 'the card of a service',
    go: async ({ page }) => {
      await button(page, 'PETZ, ready').click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
    leave: escape,
    results: NOWHERE,
    changes: false,
  },
  {
    name: 'Locked',
    go: async ({ page }) => {
      await page.keyboard.press('Control+l')
      await page.getByRole('textbox', { name: 'Manager PIN' }).focus()
    },
    leave: unlock,
    results: { ...NOWHERE, badge: 'badge' },
    changes: false,
  },
  {
    name: 'Payment',
    go: async (till) => {
      await till.press('Pay')
      await expect(till.page.getByRole('textbox', { name: 'Cash received' })).toBeFocused()
    },
    leave: escape,
    results: PAYING,
    changes: false,
  },
  {
    name: 'the first amount of a split payment',
    go: async (till) => {
      await till.press('Pay')
      // Once split, payment stays so when the cashier comes back to it.
      await expect(till.page.getByRole('button', { name: /^(Split|Not split)$/ })).toBeVisible()
      const split = button(till.page, 'Split')
      if (await split.isVisible()) await split.click()
      await till.page.getByRole('textbox', { name: 'First amount' }).focus()
    },
    leave: escape,
    results: PAYING,
    changes: false,
  },
]

function all(result: ScanReport['result']): Readonly<Record<ScanKind, ScanReport['result']>> {
  return {
    product: result,
    promotion: result,
    receipt: result,
    customer: result,
    badge: result,
    unknown: result,
  }
}

function byKey(
  name: string,
  key: string,
  field: string,
  rest: Pick<ScanPlace, 'results' | 'changes'>,
): ScanPlace {
  const go = async ({ page }: TillUnderTest): Promise<void> => {
    await page.keyboard.press(key)
    await expect(page.getByRole('textbox', { name: field })).toBeFocused()
  }
  return { name, go, leave: escape, ...rest }
}

async function escape({ page }: TillUnderTest): Promise<void> {
  await page.keyboard.press('Escape')
}

/** A badge has unlocked it already; else the PIN does. */
async function unlock({ page }: TillUnderTest): Promise<void> {
  const locked = page.getByRole('dialog', { name: 'Locked' })
  if (!(await locked.isVisible())) return
  await page.getByRole('textbox', { name: 'Manager PIN' }).fill('2468')
  // The forward key is ignored for a moment after it changed its meaning.
  await expect(async () => {
    await page.keyboard.press('F9')
    await expect(locked).toBeHidden({ timeout: 500 })
  }).toPass()
}
