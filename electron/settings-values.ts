/** The building blocks of the settings' forms: each says in words what a value must be. */
import * as z from 'zod'

/** Said when a key is something else. */
export function must(words: string): { readonly error: string } {
  return { error: `must be ${words}` }
}

/** A text without control characters, of so many characters. */
export function text(most: number, least = 1) {
  const words = must(`a text of ${least} to ${most} characters`)
  return z
    .string(words)
    .min(least, words)
    .max(most, words)
    .regex(/^\P{Cc}*$/u, words)
}

/** A whole number in a range; `what` says of what (" of milliseconds"). */
export function whole(what: string, least: number, most: number) {
  const words = must(`a whole number${what} from ${least} to ${most}`)
  return z.int(words).min(least, words).max(most, words)
}

/** One of a few fixed values. */
export function oneOf<const T extends readonly (string | number)[]>(choices: T) {
  const names = choices.map((choice) => JSON.stringify(choice))
  const last = names.pop() ?? ''
  return z.literal(choices, must(names.length > 0 ? `${names.join(', ')} or ${last}` : last))
}

/** A text that fits a rule, told in words. */
export function checked(words: string, fits: (value: string) => boolean) {
  return z.string(must(words)).refine(fits, must(words))
}

/** True or false. */
export const flag = z.boolean(must('true or false'))

/** A file or device path. */
export const path = text(1024)

/** A form with its names, for finding what a misspelt one meant. */
export function formOf<S extends z.ZodRawShape>(schema: z.ZodObject<S>) {
  return { names: Object.keys(schema.shape), schema }
}

/** Whether a text is a regular expression that leaves something out. */
export function isPattern(value: string): boolean {
  try {
    return !new RegExp(value).test('')
  } catch {
    return false
  }
}
