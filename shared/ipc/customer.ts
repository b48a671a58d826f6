import type { CustomerView } from '../display/customer-view'

/** The one piece of news the customer's window hears. It asks nothing. */
export const CUSTOMER_NEWS = 'display:changed'

/** What the preload puts on the customer's window as `window.customer`; nothing more. */
export type CustomerBridge = {
  /** Hears the newest view, at once when there is one. Answers a function that stops listening. */
  listen(heard: (view: CustomerView) => void): () => void
}
