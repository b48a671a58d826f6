/**
 * Breaks text by word into lines of at most `width` characters. A word longer than a line is broken
 * where the line ends. Text beyond the last line allowed ends in "...".
 * @param text      printable characters, one cell each
 * @param width     characters in a line, 1 or more
 * @param linesMax  1 or more
 */
export function wrap(text: string, width: number, linesMax: number): readonly string[] {
  if (text.length <= width) return [text.trimEnd()]
  const lines: string[] = []
  let rest = text.trimEnd()
  while (rest.length > width) {
    if (lines.length === linesMax - 1) {
      lines.push(shortened(rest, width))
      return lines
    }
    const end = lineEnd(rest, width)
    lines.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  if (rest !== '') lines.push(rest)
  return lines
}

/**
 * Breaks text as `wrap` does, into as many lines and no more, but lines of about the same length: no word
 * stands alone on the last one.
 */
export function wrapEvenly(text: string, width: number, linesMax: number): readonly string[] {
  let lines = wrap(text, width, linesMax)
  const { length } = lines
  if (length === 1) return lines
  for (let narrower = width - 1; narrower >= width / 2; narrower--) {
    if (wrap(text, narrower, linesMax + 1).length > length) return lines
    lines = wrap(text, narrower, linesMax)
  }
  return lines
}

/** Where the line ends: after the last whole word that fits, else in the middle of a long one. */
function lineEnd(text: string, width: number): number {
  if (text.charAt(width) === ' ') return width
  const space = text.lastIndexOf(' ', width - 1)
  return text.slice(0, space + 1).trim() === '' ? width : space + 1
}

function shortened(text: string, width: number): string {
  if (width <= 3) return text.slice(0, width)
  return text.slice(0, width - 3).trimEnd() + '...'
}
