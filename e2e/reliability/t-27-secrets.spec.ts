/*
 * T-27: canaries through every way into the terminal, then a search for them through everything it has written or
 * shown to the system: card numbers, keys, the PIN, a telephone number and an address of mail.
 *
 * Kept on purpose, and so not pushed as codes: a scanned or typed code that looks like nothing but a code. A PIN,
 * a telephone number or a key scanned as a barcode nobody knows cannot be told from goods. The settings file is the
 * shop's own and holds its keys; no copy of it may.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { button } from '../counter'
import { expect, test as base, type TillUnderTest } from '../fixtures/till'
import {
  CANARIES,
  formsOf,
  hitsIn,
  searchCommandLines,
  searchFolder,
  type Hit,
} from './hostile/canaries'
import { talkativeProvider, type TalkativeProvider } from './hostile/talkative-provider'
import { ROW_MS, runRow } from './rows'

const EVERYTHING = Object.values(CANARIES).join(' / ')
/** What a provider can know of somebody; it repeats the key it was asked with by itself. */
const PERSONAL = [CANARIES.phone, CANARIES.phoneWritten, CANARIES.mail, CANARIES.card].join(' / ')
/** What an unknown code looks like that is kept: the proof that the search would find a canary in the journal. */
const KEPT = 'KEPT-CANARY-CODE-1'

const test = base.extend<{ provider: TalkativeProvider }>({
  provider: async ({}, use) => {
    const provider = await talkativeProvider(PERSONAL)
    await use(provider)
    await provider.close()
  },

  worldOptions: async ({ provider }, use) => {
    await use({
      settings: {
        terminal: { managerPin: CANARIES.pin },
        promotions: { url: `${provider.url}/promotion`, apiKey: CANARIES.promotionsKey },
        coupons: { baseUrl: provider.url, accountKey: CANARIES.accountKey },
        display: { window: true },
        storePromotions: [{ name: 'Staff 20%', scope: 'order', percent: 20, approval: true }],
      },
    })
  },
})

test('nothing of a customer, a card or a key is anywhere it must not be', async ({
  till,
  provider,
}) => {
  test.setTimeout(ROW_MS)
  await runRow({ row: 'T-27', part: 'canaries' }, null, async () => {
    const spoken = listenTo(till)
    await pushEverywhere(till)
    const running = searchFolder(till.data)
    const lines = searchCommandLines(till.app.process().pid ?? 0)
    const stored = hitsIn(Buffer.from(await storageOf(till)), 'storage of the page')
    await crash(till)
    const crashed = searchFolder(till.data)
    await till.close()
    // Keys may come from the environment as well; a start with wrong settings says so, and repeats nothing.
    await till.relaunch({
      env: {
        ...till.world.environment,
        PROMOTIONS_API_KEY: CANARIES.promotionsKey,
        COUPONS_ACCOUNT_KEY: `${CANARIES.accountKey}\u00e9`,
      },
    })
    await till.run({ type: 'ApplyCode', code: 'SPRING5' })
    await till.until('answered', ({ order }) => order.promotions.length === 0)
    const again = searchCommandLines(till.app.process().pid ?? 0)
    await till.kill()
    const killed = searchFolder(till.data)

    expect(provider.asked.count, 'the talkative provider was asked').toBeGreaterThan(2)
    expect(provider.asked.keys.join()).toContain(CANARIES.promotionsKey)
    const hits: readonly Hit[] = [
      ...running.hits,
      ...crashed.hits,
      ...killed.hits,
      ...lines.hits,
      ...again.hits,
      ...stored,
      ...hitsIn(Buffer.from(spoken.text()), 'stdout, stderr and console'),
    ]
    expect(hits).toEqual([])
    const looked = killed.files.join('\n')
    for (const file of ['journal.db', 'till.log', 'Local Storage']) expect(looked).toContain(file)
    expect(lines.processes).toBeGreaterThan(2)
    return {
      inputs: INPUTS,
      files: killed.files.length,
      bytes: running.bytes + crashed.bytes + killed.bytes,
      processes: lines.processes,
      'hits (0)': hits.length,
    }
  })
})

test('the search finds a canary in every form, and a code that is kept in the journal', async ({
  till,
}) => {
  await till.run({ type: 'EnterCode', code: KEPT })
  await till.until('kept', ({ order }) => order.unresolved.length === 1)
  const folder = mkdtempSync(join(tmpdir(), 'canaries-'))
  try {
    const forms = [...formsOf(CANARIES.mail)]
    for (const [at, [, bytes]] of forms.entries()) writeFileSync(join(folder, `f${at}`), bytes)
    const inside = Buffer.from(`id=7 ${CANARIES.mail};`).toString('base64')
    writeFileSync(join(folder, 'inside'), inside)
    const found = searchFolder(folder).hits
    expect(new Set(found.map((hit) => hit.form))).toEqual(new Set(forms.map(([form]) => form)))
    expect(found.filter((hit) => hit.place === 'inside')).toHaveLength(1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const { files } = searchFolder(join(till.data, 'journal'))
  expect(files.join()).toContain('journal.db')
})

/** Ways into the terminal that `pushEverywhere` goes. */
const INPUTS = 22

async function pushEverywhere(till: TillUnderTest): Promise<void> {
  const { page } = till
  await till.run({ type: 'AddItem', sku: 'fw-rope-m' })
  const { card, cardInGroups, stripe, phone, phoneWritten, mail, pin } = CANARIES
  // Scanned: a card, its stripe, and the number in a code of another kind.
  const refused = () => expect(page.getByText('It was not kept').first()).toBeVisible()
  await till.scan(card)
  await refused()
  await till.scan(`;${stripe}=25121010000012345678?`)
  await till.scan(`https://example.test/pay?card=${card}`)
  await page.keyboard.press('Control+d')
  await till.scan(card)
  await page.keyboard.press('Control+d')
  // Typed as a code, a promotion, a phone number, an amount, a quantity, a search, a PIN.
  for (const code of [card, cardInGroups, `${card} ${mail}`, stripe]) {
    expect(await till.run({ type: 'EnterCode', code })).toMatchObject(REFUSED)
    expect(await till.run({ type: 'ApplyCode', code })).toMatchObject(REFUSED)
  }
  await till.run({ type: 'ApplyCode', code: 'SPRING5' })
  await till.until('refused', ({ order }) => order.notes.some((note) => note.tone === 'error'))
  await till.run({ type: 'SetCustomer', phone: card })
  await till.run({ type: 'SetCustomer', phone })
  await till.until('answered', ({ order }) => order.customer?.status !== 'looking')
  for (const text of [phone, card, mail, phoneWritten, pin]) {
    await page.evaluate((asked) => window.till.ask('catalog:search', asked), text)
    await page.evaluate((asked) => window.till.ask('catalog:page', asked), text)
  }
  const [line] = (await till.view()).order.lines
  const lineId = line?.id ?? ''
  await till.run({ type: 'SetQuantity', lineId, quantity: Number(card) })
  await till.run({ type: 'ChangePrice', lineId, price: Number(card) })
  const rule = (await till.describe()).settings.storePromotions[0]
  const reason = `for ${phoneWritten} ${mail} ${card}`.slice(0, 80)
  await till.run({ type: 'AddStoreDiscount', ruleId: rule?.id ?? '', lineId: null, pin, reason })
  await page.evaluate(() => window.till.ask('terminal:lock', null))
  await page.evaluate((typed) => window.till.ask('terminal:unlock', typed), '1234')
  await page.evaluate((typed) => window.till.ask('terminal:unlock', typed), pin)
  await typeIntoFields(till)
  await hostileQuestions(till)
  // On the way out: a note for a held order, and one that closes what is owed.
  const heldFor = `${phoneWritten}, ${mail}, card ${cardInGroups}`
  await till.run({ type: 'Hold', heldFor: heldFor.slice(0, 200) })
  await till.run({ type: 'Hold', heldFor: `${phone} ${card}` })
  await sell(till)
  for (const { orderId, effect } of (await till.view()).owed) {
    const note = `called ${phoneWritten}, ${mail}, ${card}`
    await till.run({ type: 'CloseEffect', orderId, effectId: effect.id, note, pin })
  }
}

const REFUSED = { ok: false, error: { code: 'card-number' } }

/** What a cashier types lies in the page until it is sent: in its fields, and nowhere else. */
async function typeIntoFields({ page }: TillUnderTest): Promise<void> {
  await page.keyboard.press('F3')
  const phone = page.getByRole('textbox', { name: 'Customer phone', exact: true })
  await phone.fill(CANARIES.phoneWritten)
  await page.keyboard.press('Escape')
  await button(page, 'Discnt').click()
  await button(page, 'Promotions').click()
  await page.getByRole('textbox', { name: 'Promotion code', exact: true }).fill(CANARIES.card)
  await button(page, 'Apply Code').click()
  await expect(page.getByText('It was not kept').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
}

/** Questions that are refused leave nothing of what they said in the log. */
async function hostileQuestions({ page }: TillUnderTest): Promise<void> {
  await page.evaluate(
    async (text) => {
      const inputs = [text, { type: text }, { type: 'Hold', heldFor: 5, [text]: text }, [text]]
      for (const input of inputs) {
        await window.till.ask('till:run', input as never)
        await window.till.ask('devices:act', input as never)
        await window.till.ask('window:place', input as never)
      }
      // Where a page may try to go; the terminal writes down that it did not.
      window.open(`https://example.test/?q=${encodeURIComponent(text)}`)
    },
    EVERYTHING.slice(0, 190),
  )
}

async function sell(till: TillUnderTest): Promise<void> {
  await till.run({ type: 'AddItem', sku: 'fw-rope-m' })
  await till.run({ type: 'SetCustomer', phone: CANARIES.phone })
  await till.until('answered', ({ order }) => order.customer?.status !== 'looking')
  await till.run({ type: 'Pay' })
  const { stillToPay } = await till.until('tender', ({ order }) => order.payment !== null)
  await till.run({ type: 'ContinuePayment' })
  await till.run({ type: 'ContinueWithoutCoupons' })
  await till.run({ type: 'TakeCash', received: Number(CANARIES.card) })
  await till.run({ type: 'TakeCash', received: stillToPay })
  await till.until('the sale is settled or waits', ({ order }) => order.status !== 'open')
}

/** The page dies with a canary in a field: nothing of it may be in a dump. */
async function crash(till: TillUnderTest): Promise<void> {
  await till.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.forcefullyCrashRenderer()
  })
  await expect.poll(() => till.log()).toContain('The window is loaded again')
}

/** Everything a page can keep. */
function storageOf({ page }: TillUnderTest): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const cached = await caches.keys().catch(() => [])
    const stores = [localStorage, sessionStorage].map((one) => Object.entries(one))
    const kept = [stores, document.cookie, window.name]
    return JSON.stringify([kept, databases, cached, window.location.href, window.history.state])
  })
}

/** What the processes say aloud. */
function listenTo({ app, page }: TillUnderTest): { text(): string } {
  const heard: string[] = []
  const { stdout, stderr } = app.process()
  for (const stream of [stdout, stderr]) {
    stream?.on('data', (bytes: Buffer) => void heard.push(bytes.toString('latin1')))
  }
  page.on('console', (message) => void heard.push(message.text()))
  return { text: () => heard.join('\n') }
}
