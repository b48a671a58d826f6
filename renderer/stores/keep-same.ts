/**
 * Keeps every part of an old value that is equal in the new one. Views arrive as fresh copies over the
 * bridge; with this an unchanged line stays the very same object, so nothing that shows it draws again.
 * Plain data only: objects, arrays, strings, numbers, booleans, null.
 */
export function keepSame<T>(old: unknown, fresh: T): T
export function keepSame(old: unknown, fresh: unknown): unknown {
  if (Object.is(old, fresh)) return old
  if (Array.isArray(fresh)) return Array.isArray(old) ? keepList(old, fresh) : fresh
  if (!isRecord(old) || !isRecord(fresh) || Array.isArray(old)) return fresh
  return keepRecord(old, fresh)
}

function keepList(old: readonly unknown[], fresh: readonly unknown[]): readonly unknown[] {
  let same = old.length === fresh.length
  const kept = fresh.map((part, index) => {
    const one = keepSame(old[index], part)
    if (!Object.is(one, old[index])) same = false
    return one
  })
  return same ? old : kept
}

function keepRecord(
  old: Readonly<Record<string, unknown>>,
  fresh: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const names = Object.keys(fresh)
  let same = Object.keys(old).length === names.length
  const kept: Record<string, unknown> = {}
  for (const name of names) {
    const one = keepSame(old[name], fresh[name])
    if (!Object.is(one, old[name])) same = false
    kept[name] = one
  }
  return same ? old : kept
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
