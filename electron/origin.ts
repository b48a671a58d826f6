const SCHEME = 'app'
const HOST = 'till'

/** The scheme of our own pages; never `file:`, whose pages could read each other. */
export const APP_SCHEME = SCHEME

/** The one origin of the terminal's window. */
export const APP_ORIGIN = `${SCHEME}://${HOST}`

/** The page the window opens with. */
export const START_ADDRESS = `${APP_ORIGIN}/`

/**
 * True for an address of our own window and nothing else. The parser decides, not a comparison of
 * beginnings: `app://till.evil`, `app://till@evil` and `APP:till` are not ours.
 */
export function isOurs(address: string): boolean {
  const url = parse(address)
  if (!url) return false
  return (
    url.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === ''
  )
}

function parse(address: string): URL | null {
  try {
    return new URL(address)
  } catch {
    return null
  }
}
