/** How a shop tells its own codes: a regular expression, and the plain text it begins with, if it is only that. */
export type CodePattern = { readonly expression: RegExp; readonly beginning: string }

/** Longer texts are none of the shop's own codes; it also bounds what a careless pattern can cost. */
const CODE_MAX = 256

/**
 * Makes a pattern from a setting.
 * @throws SyntaxError  it is no regular expression
 */
export function codePattern(source: string): CodePattern {
  return { expression: new RegExp(source), beginning: literalBeginning(source) }
}

/**
 * Gives what a code says behind the beginning that marks it, or what the pattern's group named `code` holds.
 * Null when the pattern is not met or nothing is left.
 */
export function codeBehind(text: string, pattern: CodePattern | null): string | null {
  if (pattern === null || text.length > CODE_MAX) return null
  const match = pattern.expression.exec(text)
  if (match === null) return null
  const code = match.groups?.['code'] ?? text.slice(pattern.beginning.length)
  return code === '' ? null : code
}

/** The plain text a pattern such as `^PROMO-` asks for at the beginning; empty when it says more. */
function literalBeginning(source: string): string {
  const literal = /^\^((?:[\w :;,#%@&=/!~'"<>-]|\\[^\w])+)$/.exec(source)?.[1] ?? ''
  return literal.replace(/\\(.)/g, '$1')
}
