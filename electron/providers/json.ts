/*
 * JSON from a stranger. One look over the text, before anything is built, refuses what takes long to build, and
 * counts the names in it:
 *
 *   depth   nothing nested beyond JSON_DEPTH_MAX
 *   parts   no more than JSON_PARTS_MAX values in all: a megabyte of braces takes long to build
 *   names   no name twice in one object: one reader takes the first value, another the last
 *
 * What was built has fewer names than its text where a name stands twice in one object, however it is written
 * there. So no names are kept and compared here, and a stranger cannot choose names that
 * are slow to compare. `__proto__` is left out: careless copying would make it a prototype. The size of the
 * text is limited where it is received (http.ts).
 */
import { fail, ok, type Result } from '../../shared/result'

/** Deepest nesting of objects and lists read from a provider. */
export const JSON_DEPTH_MAX = 32

/**
 * Most values read from a provider: a thousand coupons with all their fields. As many names, each another, are the
 * slowest thing to build: about 20 ms, where fifty thousand take 60.
 */
export const JSON_PARTS_MAX = 20_000

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
    const value: unknown = JSON.parse(text)
    return namesIn(value) === look.names ? ok(value) : fail('a name twice')
  } catch {
    return fail(text.trim() === '' ? 'empty body' : 'not JSON')
  }
}

type Look = { readonly trouble: string | null; readonly names: number }

/** Whether the text may be built, and how many names it has; it need not be JSON for that. */
function lookOver(text: string): Look {
  // Whether what is open is an object, by depth.
  const objects = new Uint8Array(JSON_DEPTH_MAX + 1)
  let depth = 0
  let parts = 0
  let names = 0
  let isNext = false
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case QUOTE:
        if (isNext) names += 1
        isNext = false
        index = endOfString(text, index)
        break
      case OBJECT:
      case LIST:
        depth += 1
        parts += 1
        if (depth > JSON_DEPTH_MAX) return { trouble: TOO_DEEP, names }
        isNext = text.charCodeAt(index) === OBJECT
        objects[depth] = isNext ? 1 : 0
        break
      case OBJECT_END:
      case LIST_END:
        depth = Math.max(0, depth - 1)
        isNext = false
        break
      case COMMA:
        parts += 1
        isNext = objects[depth] === 1
        break
    }
    if (parts > JSON_PARTS_MAX) return { trouble: TOO_MANY, names }
  }
  return { trouble: null, names }
}

/** How many names a value has; on the way `__proto__` is taken out. */
function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  let names = Array.isArray(value) ? 0 : parts.length
  for (const part of parts) names += namesIn(part)
  if (Object.hasOwn(value, PROTOTYPE)) Reflect.deleteProperty(value, PROTOTYPE)
  return names
}

const TOO_MANY = `more than ${JSON_PARTS_MAX} values`
const TOO_DEEP = `JSON nested beyond ${JSON_DEPTH_MAX}`

function endOfString(text: string, start: number): number {
  let index = start + 1
  for (; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === BACKSLASH) index += 1
    else if (code === QUOTE) return index
  }
  return index
}
