/** Marks that turn the order in which text is read. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Letters that are read from the right. */
const FROM_RIGHT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u{10800}-\u{10fff}]|[\u{1e800}-\u{1efff}]/u

/**
 * A text from outside within a sentence of ours: it turns nothing around it, so that an amount behind a name is
 * read as it is. In an element of its own the style sheet sees to that.
 */
export function isolated(text: string): string {
  const plain = text.replace(TURNING, '')
  return FROM_RIGHT.test(plain) ? `\u2068${plain}\u2069` : plain
}
