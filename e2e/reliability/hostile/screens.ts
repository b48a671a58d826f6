/*
 * Shows a window texts that mean harm, wherever it shows one at all, and looks at what became of them. The views
 * go straight into the window, past everything that cleans a text on its way: the page has to hold by itself.
 */
import type { Page } from '@playwright/test'
import type { TillUnderTest } from '../../fixtures/till'
import type { Chance } from '../../../shared/order/testing/chance'
import { poisoned } from './poison'
import { hostileText } from './strings'

/** What was found on a screen: texts that were put in, those seen as text, and everything they brought about. */
export type Seen = {
  readonly put: number
  readonly shown: number
  readonly harm: readonly string[]
}

/** News for a window: the name of its channel, and the value. */
export type NewsFor = { readonly channel: string; readonly value: unknown }

/** How often a screen is filled anew before the row gives up on it. */
const ROUNDS_MAX = 400

/** Fills a screen until so many hostile texts have been put into it. */
export async function fillScreen(
  till: TillUnderTest,
  page: Page,
  news: (round: number) => Promise<readonly NewsFor[]>,
  by: { readonly texts: number; readonly chance: Chance },
): Promise<Seen> {
  let [put, shown] = [0, 0]
  const harm: string[] = []
  for (let round = 1; round <= ROUNDS_MAX && shown < by.texts; round += 1) {
    const used: string[] = []
    const next = () => {
      const text = hostileText(by.chance)
      used.push(text)
      return text
    }
    const told = (await news(round)).map((one) => ({ ...one, value: poisoned(one.value, next) }))
    await tell(till, page, told)
    const seen = await page.evaluate(look, used)
    put += used.length
    shown += seen.shown
    harm.push(...seen.harm)
    if (used.length === 0) break
  }
  return { put, shown, harm: [...new Set(harm)] }
}

/** The whole view as news that the window takes for newer than what it has, and older than what comes next. */
export async function viewNews(till: TillUnderTest, round: number): Promise<NewsFor> {
  const view = await till.view()
  const owed = view.owedToday.map((row) => ({
    ...row,
    effect: { ...row.effect, status: 'needs-person', message: 'said' },
  }))
  const revision = view.revision + round / 1000
  const change = { to: { ...view, revision, owed: [...view.owed, ...owed] } }
  return { channel: 'till:changed', value: { revision, from: null, change } }
}

/** Shows the window again what is true. */
export async function restoreView(till: TillUnderTest): Promise<void> {
  const view = await till.view()
  const revision = view.revision + 0.999
  const value = { revision, from: null, change: { to: { ...view, revision } } }
  await tell(till, till.page, [{ channel: 'till:changed', value }])
}

/** Listens from now on for what a page must never do. */
export async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const broken: string[] = []
    Reflect.set(window, 'broken', broken)
    document.addEventListener('securitypolicyviolation', (one) => {
      broken.push(`policy ${one.effectiveDirective} ${one.blockedURI}`)
    })
    window.addEventListener('error', (one) => broken.push(`error ${one.message}`))
  })
}

async function tell(till: TillUnderTest, page: Page, news: readonly NewsFor[]): Promise<void> {
  const address = page.url()
  await till.app.evaluate(
    ({ BrowserWindow }, given) => {
      const window = BrowserWindow.getAllWindows().find(
        (one) => one.webContents.getURL() === given.address,
      )
      for (const { channel, value } of given.news) window?.webContents.send(channel, value)
    },
    { address, news: [...news] },
  )
  // Two pictures later everything that was told is drawn.
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      }),
  )
}

/** Runs in the page: which of the texts stand there as text, and what should not be there at all. */
function look(used: readonly string[]): { readonly shown: number; readonly harm: string[] } {
  const parts = [document.body.textContent]
  for (const one of document.querySelectorAll('[title],[aria-label],[value],[placeholder]')) {
    for (const name of ['title', 'aria-label', 'value', 'placeholder']) {
      parts.push(one.getAttribute(name) ?? '')
    }
  }
  const text = parts.join('\u0001')
  const shown = used.filter((one) => one.trim() !== '' && text.includes(one)).length
  const never =
    'iframe,object,embed,form[action],base,math,a[href],meta[http-equiv="refresh"],#hacked,' +
    'img:not([src^="app:"]),svg[onload],body style,body link,#root script,script:not([src="main.js"],[src="display.js"]),video,audio,portal,webview'
  const made = [...document.querySelectorAll(never)].map(
    (one) => `made ${one.outerHTML.slice(0, 80)}`,
  )
  const handlers = [...document.querySelectorAll('*')].flatMap((one) =>
    one.getAttributeNames().filter((name) => name.startsWith('on')),
  )
  const inner: unknown = Reflect.get(window, 'broken')
  const broken = Array.isArray(inner) ? inner.splice(0).map(String) : ['nobody watches']
  const hacked = Reflect.get(window, 'hacked') === undefined ? [] : ['a script ran']
  return { shown, harm: [...made, ...handlers, ...broken, ...hacked] }
}
