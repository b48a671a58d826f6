/**
 * The name that was probably meant: the same but for capitals, hyphens and underscores, or with at most two
 * letters wrong, missing, surplus or in the wrong order. Null when none is near.
 */
export function nearestName(typed: string, names: readonly string[]): string | null {
  const wanted = plain(typed)
  const most = wanted.length < 5 ? 1 : 2
  let nearest: { readonly name: string; readonly distance: number } | null = null
  for (const name of names) {
    const distance = distanceOf(wanted, plain(name), most)
    if (distance <= most && distance < (nearest?.distance ?? Infinity)) nearest = { name, distance }
  }
  return nearest?.name ?? null
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '')
}

/** Single-letter changes from one word to the other; beyond `most` any larger number. */
function distanceOf(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = at(rows, i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1)
      const least = Math.min(replaced, at(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1)
      const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      row.push(isSwapped && i > 1 && j > 1 ? Math.min(least, at(rows, i - 2, j - 2) + 1) : least)
    }
    rows.push(row)
  }
  return at(rows, one.length, other.length)
}

function at(rows: readonly (readonly number[])[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0
}
