/*
 * A view of the till in which every text that came from outside is another one. What a screen looks up by (states,
 * codes of ours, ids, amounts) stays, so that it is drawn as it always is.
 */

/** Fields that hold a text for a person, wherever they stand. */
const TEXTS: ReadonlySet<string> = new Set([
  ...['name', 'title', 'details', 'message', 'heldFor', 'cashier', 'phoneMasked', 'subject'],
  ...['connection', 'detail', 'text', 'left', 'right', 'store', 'address', 'footer', 'phone'],
  ...['category', 'categories', 'dataFolder', 'version', 'sentence', 'manufacturer', 'product'],
  ...['registerRef', 'orderRef', 'approvedBy', 'acceptedBy', 'by', 'sku', 'serialNumber'],
])

/** Fields that hold a code of ours, but for the objects that say something of their own. */
const CODE_OF = ['appliedAt', 'misread', 'symbology', 'tookMs', 'discountId']

/** Gives the next text. */
export type NextText = () => string

/** The same value with its texts replaced. */
export function poisoned<T>(value: T, next: NextText): T
export function poisoned(value: unknown, next: NextText): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => poisoned(one, next))
  if (typeof value !== 'object' || value === null) return value
  const isCoded = CODE_OF.some((name) => Object.hasOwn(value, name))
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => {
      if (name === 'values') return [name, poisonedAll(inner, next)]
      if (TEXTS.has(name) || (name === 'code' && isCoded)) return [name, textsOf(inner, next)]
      return [name, poisoned(inner, next)]
    }),
  )
}

/** A text, or a list of texts; what is neither stays. */
function textsOf(value: unknown, next: NextText): unknown {
  if (typeof value === 'string') return next()
  if (!Array.isArray(value)) return poisoned(value, next)
  return value.map((one: unknown) => (typeof one === 'string' ? next() : poisoned(one, next)))
}

/** The gaps of a note; amounts stay, so that they are written out. */
function poisonedAll(values: unknown, next: NextText): unknown {
  if (typeof values !== 'object' || values === null) return values
  return Object.fromEntries(
    Object.entries(values).map(([name, text]: [string, unknown]) => {
      return [name, typeof text === 'string' && /^-?\d+$/.test(text) ? text : next()]
    }),
  )
}
