/** Deepest object that is searched; an answer is never built deeper (json.ts). */
const DEPTH_MAX = 32

/**
 * The first currency an answer names that is not ours; null when it names ours or none. No provider's wire
 * has a field for it: whoever sends one means another amount than we do. Capital or small letters are the same currency;
 * anything else in the text, be it a blank, is none we know.
 * @param body  what parseJson built
 * @param ours  three letters, ISO 4217
 */
export function foreignCurrency(body: unknown, ours: string, depth = 0): string | null {
  if (typeof body !== 'object' || body === null || depth > DEPTH_MAX) return null
  for (const [name, value] of Object.entries(body)) {
    const isNamed = /^currency(_?code)?$/i.test(name) && typeof value === 'string'
    const inner = isNamed ? null : foreignCurrency(value, ours, depth + 1)
    if (isNamed && value.toUpperCase() !== ours) return value
    if (inner !== null) return inner
  }
  return null
}
