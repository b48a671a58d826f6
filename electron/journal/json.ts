import { assert } from '../../shared/assert'

/**
 * Writes a JSON value as bytes that read back as the same value.
 * @throws Bug  something JSON would change or leave out: NaN, a Date, a Map, undefined in a list
 */
export function jsonBytes(value: unknown): Uint8Array {
  assertJson(value)
  return Buffer.from(JSON.stringify(value), 'utf8')
}

/** Reads JSON bytes. @throws SyntaxError  they are none */
export function readJson(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
}

function assertJson(value: unknown): void {
  if (value === null) return
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return
    case 'number':
      assert(Number.isFinite(value), `The journal cannot hold ${value}`)
      return
    case 'object':
      if (Array.isArray(value)) value.forEach(assertJson)
      else assertPlainObject(value)
      return
    default:
      assert(false, `The journal cannot hold a value of type ${typeof value}`)
  }
}

/** A field that is undefined is the same as one that is not there. */
function assertPlainObject(value: object): void {
  const kind: unknown = Object.getPrototypeOf(value)
  assert(kind === Object.prototype || kind === null, 'The journal holds plain objects')
  for (const inner of Object.values(value)) if (inner !== undefined) assertJson(inner)
}

/** A number inside a JSON value, by the names on the way to it; 0 where there is none. */
export function numberAt(value: unknown, ...names: readonly string[]): number {
  let at = value
  for (const name of names) {
    if (typeof at !== 'object' || at === null) return 0
    at = Object.entries(at).find(([key]) => key === name)?.[1]
  }
  return typeof at === 'number' && Number.isSafeInteger(at) ? at : 0
}
