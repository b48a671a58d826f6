import type * as z from 'zod'
import type { SettingsProblem } from '../shared/settings'
import { nearestName } from './nearest-name'

/** A section of the settings: its names, for finding what a misspelt one meant, and its form. */
export type SectionForm<T> = { readonly names: readonly string[]; readonly schema: z.ZodType<T> }

/** A section as read: the value, null when it does not fit; the problems either way. */
export type SectionReading<T> = {
  readonly value: T | null
  readonly problems: readonly SettingsProblem[]
}

type Given = Readonly<Record<string, unknown>>

/** Keys whose values are never repeated: secrets, and addresses, which may hold one. */
const SILENT: ReadonlySet<string> = new Set([
  'apiKey',
  'accountKey',
  'managerPin',
  'url',
  'baseUrl',
  'quirks',
])

const SHOWN_MAX = 40

/** Reads a section. Unknown names are warnings and left out; anything else wrong stops the section. */
export function readSection<T>(
  key: string,
  form: SectionForm<T>,
  given: unknown,
): SectionReading<T> {
  if (!isRecord(given)) {
    const sentence = `${key} must be an object: { … }.`
    return { value: null, problems: [{ key, sentence, stops: true }] }
  }
  const known: ReadonlySet<string> = new Set(form.names)
  const strange = Object.keys(given).filter((name) => !known.has(name))
  const warnings = strange.map((name) => unknownName(key, name, form.names))
  const kept = Object.entries(given).filter(([name]) => known.has(name))
  const parsed = form.schema.safeParse(Object.fromEntries(kept), { reportInput: true })
  if (parsed.success) return { value: parsed.data, problems: warnings }
  const problems = parsed.error.issues.map((issue) => problemOf(key, issue))
  return { value: null, problems: [...warnings, ...problems] }
}

/**
 * Reads a section that cannot be missing: a value that does not fit gives way to its default, the others
 * stay. All values have defaults.
 */
export function readWithDefaults<T>(
  key: string,
  form: SectionForm<T>,
  given: unknown,
): { readonly value: T; readonly problems: readonly SettingsProblem[] } {
  const first = readSection(key, form, given ?? {})
  if (first.value !== null) return { value: first.value, problems: first.problems }
  const wrong = new Set(first.problems.map((problem) => problem.key.split('.')[1]))
  const kept = isRecord(given)
    ? Object.entries(given).filter(([name]) => !wrong.has(name) && form.names.includes(name))
    : []
  return { value: form.schema.parse(Object.fromEntries(kept)), problems: first.problems }
}

/** Says that a name is not a setting, and which may have been meant. */
export function unknownName(
  section: string,
  name: string,
  names: readonly string[],
): SettingsProblem {
  const key = section === '' ? name : `${section}.${name}`
  const nearest = nearestName(name, names)
  const advice = nearest === null ? 'Remove it or check its spelling.' : `Did you mean ${nearest}?`
  return { key, sentence: `${key} is not a setting. ${advice}`, stops: false }
}

/** Whether a value is an object with names. */
export function isRecord(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function problemOf(section: string, issue: z.core.$ZodIssue): SettingsProblem {
  const key = [section, ...issue.path].join('.')
  const isSilent = issue.path.some((name) => SILENT.has(String(name)))
  const ending =
    issue.input === undefined ? '; it is missing' : isSilent ? '' : notThis(issue.input)
  return { key, sentence: `${key} ${issue.message}${ending}.`, stops: true }
}

function notThis(value: unknown): string {
  if (typeof value === 'object' && value !== null) return ''
  const shown = JSON.stringify(value)
  return shown.length > SHOWN_MAX ? '' : `, not ${shown}`
}
