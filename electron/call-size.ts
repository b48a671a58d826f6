/*
 * How much one question of a window may hold. It is counted before anything is parsed, and counting stops where
 * it is too much: ten megabytes cost as little as seventeen thousand characters.
 */

/** Characters of all texts and names together; the longest thing a window says is a code of 7,089. */
export const CALL_CHARACTERS_MAX = 16_384

/** Fields and entries of all objects and lists together. */
const CALL_PARTS_MAX = 256

/** Objects within objects. */
const CALL_DEPTH_MAX = 8

/** Whether an input is plain data (texts, numbers, booleans, null, objects, lists) and not too much of it. */
export function isSmall(input: unknown): boolean {
  return weigh(input, { characters: CALL_CHARACTERS_MAX, parts: CALL_PARTS_MAX }, CALL_DEPTH_MAX)
}

/** Takes what a value weighs off what is left; false as soon as it is too much. */
function weigh(
  value: unknown,
  left: { characters: number; parts: number },
  depth: number,
): boolean {
  left.parts -= 1
  if (left.parts < 0 || depth < 0) return false
  switch (typeof value) {
    case 'string':
      left.characters -= value.length
      return left.characters >= 0
    case 'number':
    case 'boolean':
    case 'undefined':
      return true
    case 'object':
      return value === null || weighFields(value, left, depth)
    default:
      return false
  }
}

function weighFields(
  value: object,
  left: { characters: number; parts: number },
  depth: number,
): boolean {
  if (Array.isArray(value) && value.length > left.parts) return false
  const maker: unknown = Object.getPrototypeOf(value)
  if (maker !== Object.prototype && maker !== Array.prototype && maker !== null) return false
  for (const name in value) {
    left.characters -= name.length
    if (left.characters < 0 || !weigh(Reflect.get(value, name), left, depth - 1)) return false
  }
  return true
}
