const SCHEME = 'app'
const HOST = 'till'
const CUSTOMER_HOST = 'customer'

/** The scheme of our own pages; never `file:`, whose pages could read each other. */
export const APP_SCHEME = SCHEME

/** The one origin of the terminal's window. */
export const APP_ORIGIN = `${SCHEME}://${HOST}`

/** The page the window opens with. */
export const START_ADDRESS = `${APP_ORIGIN}/`

/** The still page that is shown when the window's own page dies again and again. */
export const STOPPED_ADDRESS = `${APP_ORIGIN}/stopped.html`

/** The one page of the customer's window: an origin of its own, from which no call is answered. */
export const CUSTOMER_ADDRESS = `${SCHEME}://${CUSTOMER_HOST}/`

/**
 * True for an address of our own window and nothing else. The parser decides, not a comparison of
 * beginnings: `app://till.evil`, `app://till@evil` and `APP:till` are not ours.
 */
export function isOurs(address: string): boolean {
  return isOf(HOST, address)
}

/** True for an address of the customer's window and nothing else. */
export function isCustomers(address: string): boolean {
  return isOf(CUSTOMER_HOST, address)
}

/** The origin of an address, as the parser has it; null where there is none to compare. */
export function originOf(address: string): string | null {
  const url = parse(address)
  return url === null || url.origin === 'null' ? null : url.origin
}

/**
 * The one origin a wallet page may live at: https, or plain http to this very computer. Null for anything
 * else, also for an address that holds a user name or a password.
 */
export function walletOrigin(address: string): string | null {
  const url = parse(address)
  if (url === null || url.username !== '' || url.password !== '') return null
  if (url.protocol === 'https:') return url.origin
  return url.protocol === 'http:' && isLoopback(url.hostname) ? url.origin : null
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

function isOf(host: string, address: string): boolean {
  const url = parse(address)
  if (!url) return false
  return (
    url.protocol === `${SCHEME}:` && url.host === host && url.username === '' && url.password === ''
  )
}

function parse(address: string): URL | null {
  try {
    return new URL(address)
  } catch {
    return null
  }
}
