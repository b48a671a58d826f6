/*
 * What has become different between two values of plain data, so that news of a long order says only that.
 * Values are as JSON has them: objects, lists, texts, numbers, booleans, null.
 *
 *   { to: value }                                  something else altogether
 *   { fields: { name: change, … } }                an object with the same fields, some of them changed
 *   { keep: 3, items: [value, …], end: 2 }         a list: its first 3 items stay, its last 2 stay, and
 *                                                  between them stand these
 *
 * A list grows at its end (lines) or at its start (what has settled last), and an item in its middle is
 * changed alone (a quantity): all three come to a few items.
 */

/** What has become different. */
export type Change =
  | { readonly to: unknown }
  | { readonly fields: Readonly<Record<string, Change>> }
  | { readonly keep: number; readonly items: readonly unknown[]; readonly end: number }

/** What is different in `next`; null when nothing is. The same object is taken for equal unseen. */
export function changeOf(old: unknown, next: unknown): Change | null {
  if (Object.is(old, next)) return null
  if (Array.isArray(old) && Array.isArray(next)) return listChange(old, next)
  if (isRecord(old) && isRecord(next)) return fieldsChange(old, next)
  return { to: next }
}

/** The value that `change` was made for, from the one before it; what has not changed stays the same object. */
export function withChange<T>(old: T, change: Change): T
export function withChange(old: unknown, change: Change): unknown {
  if ('to' in change) return change.to
  if ('items' in change) {
    const list: readonly unknown[] = Array.isArray(old) ? old : []
    const { keep, items, end } = change
    if (keep === list.length) return list.concat(items)
    return list.slice(0, keep).concat(items, list.slice(list.length - end))
  }
  const record: Record<string, unknown> = isRecord(old) ? { ...old } : {}
  for (const [name, part] of Object.entries(change.fields)) {
    record[name] = withChange(record[name], part)
  }
  return record
}

function listChange(old: readonly unknown[], next: readonly unknown[]): Change | null {
  const least = Math.min(old.length, next.length)
  let keep = 0
  while (keep < least && isSame(old[keep], next[keep])) keep += 1
  if (keep === old.length && keep === next.length) return null
  let end = 0
  while (end < least - keep && isSame(old.at(-1 - end), next.at(-1 - end))) end += 1
  return { keep, items: next.slice(keep, next.length - end), end }
}

function fieldsChange(
  old: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
): Change | null {
  const names = Object.keys(next)
  const isAlike =
    names.length === Object.keys(old).length && names.every((name) => Object.hasOwn(old, name))
  if (!isAlike) return { to: next }
  const changed = names.flatMap((name) => {
    const change = changeOf(old[name], next[name])
    return change === null ? [] : [[name, change] as const]
  })
  return changed.length === 0 ? null : { fields: Object.fromEntries(changed) }
}

function isSame(old: unknown, next: unknown): boolean {
  return Object.is(old, next) || changeOf(old, next) === null
}

/** Object that is no list. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
