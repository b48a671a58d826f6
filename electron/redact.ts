/*
 * Takes out of a log line what must never be on the disk in clear: secrets by the name of their field, phone
 * and card numbers and addresses of mail also by their look, as they are or as a part of an address (%2B1206…).
 * Barcodes (8, 12, 13 or 14 digits) and times stay readable, for they are what one looks for.
 */
import { maskCardNumbers } from '../shared/barcode/card-number'

const SECRET_FIELD = /key$|secret|token|authorization|password|passcode|^pin$/i
const PERSON_FIELD = /phone|customer(name|contact)|e-?mail/i
/** Addresses and versions of four parts, and days. */
const DOTTED_OR_DAY = /^\d+(?:\.\d+){3}$|^\d{4}-\d{2}-\d{2}$/
/** Not part of a longer number, word or UUID. */
const NUMBER =
  /(?:(?<![\w.-])|(?<=%[\dA-F]{2}))\+?\(?\d(?:(?:[\s().-]|%2[089D]){0,2}\d){6,18}(?![\w-])/gi
const BARCODE_LENGTHS: readonly number[] = [8, 12, 13, 14]
const MAIL = /[\p{L}\p{N}._%+-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/giu
/** What is left of a card number. */
const MASKED = /•••• \d{4}/g
const DEPTH_MAX = 8

/**
 * Copies fields for the log.
 * @param clean  applied to every text that is kept
 */
export function redact(fields: object, clean: (text: string) => string): object {
  const copy = redactValue(fields, clean, 0)
  return typeof copy === 'object' && copy !== null ? copy : {}
}

/** Hides what looks like a phone or card number or an address of mail in a text. */
export function redactText(text: string): string {
  return maskCardNumbers(text)
    .replace(MASKED, '[number]')
    .replace(MAIL, '[mail]')
    .replace(NUMBER, (match) => {
      const digits = match.replace(/%2[089D]|\D/gi, '')
      const barcode = digits === match && BARCODE_LENGTHS.includes(digits.length)
      return barcode || DOTTED_OR_DAY.test(match) ? match : '[number]'
    })
}

function redactValue(value: unknown, clean: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return clean(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEPTH_MAX) return '[deeper]'
  if (value instanceof Error) return redactError(value, clean, depth)
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.map((item) => redactValue(item, clean, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, redactField(name, inner, clean, depth)]),
  )
}

function redactField(
  name: string,
  value: unknown,
  clean: (text: string) => string,
  depth: number,
): unknown {
  const given = value !== null && value !== undefined && value !== ''
  if (given && SECRET_FIELD.test(name)) return '[secret]'
  if (given && PERSON_FIELD.test(name)) return '[person]'
  return redactValue(value, clean, depth + 1)
}

/** Own fields of an error (code, syscall) are kept; its cause too. */
function redactError(error: Error, clean: (text: string) => string, depth: number): unknown {
  const { name, message, stack, cause, ...own } = error
  return {
    name,
    message: clean(message),
    stack: stack === undefined ? undefined : clean(stack),
    ...Object.fromEntries(
      Object.entries(own).map(([field, inner]) => [field, redactField(field, inner, clean, depth)]),
    ),
    ...(cause === undefined ? {} : { cause: redactValue(cause, clean, depth + 1) }),
  }
}
