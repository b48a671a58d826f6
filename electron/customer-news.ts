import {
  customerView,
  touchedLine,
  type CustomerScene,
  type CustomerShop,
  type CustomerView,
} from '../shared/display/customer-view'
import type { NearPromotion } from '../shared/order/near-promotions'
import type { Order } from '../shared/order/order'
import type { TillView } from '../shared/order/till-view'
import type { Timers } from './till/timers'

/** The customer's turn comes after the cashier's: the till paints first. */
export const CUSTOMER_DELAY_MS = 50

/** A test text stands this long, or until the order changes. */
export const CUSTOMER_TEST_MS = 15_000

/** Makes what the customer sees of each newest view, a moment after the till, and tells it when it changed. */
export class CustomerNews {
  readonly #shop: CustomerShop
  readonly #timers: Timers
  readonly #tell: (view: CustomerView) => void
  readonly #near: () => readonly NearPromotion[]
  #newest: TillView | null = null
  #isWaiting = false
  #isPaused = false
  #before: Order | null = null
  #touched: string | null = null
  #told = ''
  #endTest: (() => void) | null = null

  /** @param near  what is near the order on screen; asked only while nobody waits for the cashier's own view */
  constructor(
    shop: CustomerShop,
    timers: Timers,
    tell: (view: CustomerView) => void,
    near: () => readonly NearPromotion[] = () => [],
  ) {
    this.#shop = shop
    this.#timers = timers
    this.#tell = tell
    this.#near = near
  }

  /** Takes the newest view. */
  take(view: TillView): void {
    this.#newest = view
    this.#soon()
  }

  /** While nobody stands at the terminal, nobody's order is shown. */
  pause(isPaused: boolean): void {
    this.#isPaused = isPaused
    this.#soon()
  }

  /** Shows that the display can be read. */
  test(): void {
    this.#endTest?.()
    this.#say({ shop: this.#shop, scene: { status: 'test' } })
    this.#endTest = this.#timers.after(CUSTOMER_TEST_MS, () => {
      this.#endTest = null
      this.#soon()
    })
  }

  #soon(): void {
    if (this.#isWaiting) return
    this.#isWaiting = true
    this.#timers.after(CUSTOMER_DELAY_MS, () => {
      this.#isWaiting = false
      this.#flush()
    })
  }

  #flush(): void {
    const view = this.#newest
    if (view === null) return
    // News that changed nothing for the customer, such as a printer's answer, does not end a test.
    if (this.#endTest !== null && this.#before === view.order) return
    this.#endTest?.()
    this.#endTest = null
    this.#touched = touchedLine(this.#before, view.order, this.#touched)
    this.#before = view.order
    if (this.#isPaused) this.#say({ shop: this.#shop, scene: WELCOME })
    else this.#say(customerView(view, this.#shop, this.#touched, this.#near()))
  }

  #say(view: CustomerView): void {
    const text = JSON.stringify(view)
    if (text === this.#told) return
    this.#told = text
    this.#tell(view)
  }
}

const WELCOME: CustomerScene = { status: 'welcome' }
