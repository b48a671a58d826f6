/*
 * JSON from a stranger. One pass over the text, before anything is built, refuses what careful readers
 * disagree about:
 *
 *   depth   nothing nested beyond JSON_DEPTH_MAX
 *   parts   no more than JSON_PARTS_MAX values in all: a megabyte of braces takes long to build
 *   names   no name twice in one object: one reader takes the first value, another the last
 *
 * The size of the text is limited where it is received (http.ts). A name is compared as it reads, so that
 * an escaped letter is the same letter. `__proto__` is left out: careless copying would make it a prototype.
 */
import { fail, ok, type Result } from '../../shared/result'

/** Deepest nesting of objects and lists read from a provider. */
export const JSON_DEPTH_MAX = 32

/** Most values read from a provider: thousands of coupons with all their fields are fewer. */
export const JSON_PARTS_MAX = 50_000

const QUOTE = 0x22
const COMMA = 0x2c
const LIST = 0x5b
const BACKSLASH = 0x5c
const LIST_END = 0x5d
const OBJECT = 0x7b
const OBJECT_END = 0x7d
const PROTOTYPE = '__proto__'

/** Reads JSON from a stranger. Never throws; the failure says what is wrong in few words. */
export function parseJson(text: string): Result<unknown, string> {
  const look = lookOver(text)
  if (look.trouble !== null) return fail(look.trouble)
  try {
    const value: unknown = look.hasPrototype
      ? JSON.parse(text, (key, inner: unknown) => (key === PROTOTYPE ? undefined : inner))
      : JSON.parse(text)
    return ok(value)
  } catch {
    return fail(text.trim() === '' ? 'empty body' : 'not JSON')
  }
}

type Look = { readonly trouble: string | null; readonly hasPrototype: boolean }

/** Whether the text may be built; it need not be JSON for that. */
function lookOver(text: string): Look {
  const names: (Set<string> | null)[] = []
  let depth = 0
  let parts = 0
  let isNext = false
  let hasPrototype = false
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case QUOTE: {
        const end = endOfString(text, index)
        if (isNext) {
          const name = nameOf(text.slice(index, end + 1))
          const known = names[depth]
          if (known?.has(name) === true) return { trouble: 'a name twice', hasPrototype }
          known?.add(name)
          hasPrototype ||= name === PROTOTYPE
          isNext = false
        }
        index = end
        break
      }
      case OBJECT:
      case LIST:
        depth += 1
        parts += 1
        if (depth > JSON_DEPTH_MAX) return { trouble: TOO_DEEP, hasPrototype }
        isNext = text.charCodeAt(index) === OBJECT
        names[depth] = isNext ? emptied(names[depth]) : null
        break
      case OBJECT_END:
      case LIST_END:
        depth = Math.max(0, depth - 1)
        isNext = false
        break
      case COMMA:
        parts += 1
        isNext = depth > 0 && names[depth] !== null
        break
    }
    if (parts > JSON_PARTS_MAX) return { trouble: TOO_MANY, hasPrototype }
  }
  return { trouble: null, hasPrototype }
}

const TOO_MANY = `more than ${JSON_PARTS_MAX} values`
const TOO_DEEP = `JSON nested beyond ${JSON_DEPTH_MAX}`

/** One set per depth is used again and again: an answer may hold half a million objects. */
function emptied(before: Set<string> | null | undefined): Set<string> {
  if (!before) return new Set()
  before.clear()
  return before
}

function endOfString(text: string, start: number): number {
  let index = start + 1
  for (; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === BACKSLASH) index += 1
    else if (code === QUOTE) return index
  }
  return index
}

function nameOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted
  }
}
