import { fail, ok, type Result } from '../../shared/result'

/** Deepest nesting of objects and lists read from a provider. */
export const JSON_DEPTH_MAX = 32

/**
 * Reads JSON from a stranger: not nested beyond JSON_DEPTH_MAX, and without `__proto__` keys, which
 * careless copying would turn into a prototype. Never throws; the failure says what is wrong in few words.
 */
export function parseJson(text: string): Result<unknown, string> {
  if (isTooDeep(text)) return fail(`JSON nested beyond ${JSON_DEPTH_MAX}`)
  try {
    const value: unknown = JSON.parse(text, (key, inner: unknown) =>
      key === '__proto__' ? undefined : inner,
    )
    return ok(value)
  } catch {
    return fail(text.trim() === '' ? 'empty body' : 'not JSON')
  }
}

/** Counts brackets outside strings, before anything is built. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index]
    if (quoted) {
      if (char === '\\') index += 1
      else if (char === '"') quoted = false
    } else if (char === '"') quoted = true
    else if (char === '{' || char === '[') {
      depth += 1
      if (depth > JSON_DEPTH_MAX) return true
    } else if (char === '}' || char === ']') depth -= 1
  }
  return false
}
