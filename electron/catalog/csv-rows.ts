/*
 * Comma-separated values, RFC 4180: one row a line, a value with a comma or a quote in quotes, a quote
 * inside doubled; a quoted value may go on over several lines.
 *
 * One bad row must not take the rest of the file with it. So lines are parsed many at a time, which is
 * quick, and where that fails or something has swallowed a line end, again one at a time: a row whose quotes
 * do not close within a few lines is given up, and the next line is read as a row of its own.
 */
import { parse } from 'csv-parse/sync'
import { Fault } from '../../shared/fault'

/** A row of the file. `values` is null where the quotes do not fit. */
export type CsvRow = { readonly line: number; readonly values: readonly string[] | null }

type Line = { readonly line: number; readonly text: string }

const LINES_AT_ONCE = 250

/** Lines that one row may go over. */
const ROW_LINES_MAX = 20

/** Characters without a line end after which it is no such file. */
const LINE_CHARACTERS_MAX = 65_536

/** Takes a file as it comes, a piece at a time, and answers the rows that are complete. */
export class CsvRows {
  #text = ''
  #line = 0
  #waiting: readonly Line[] = []
  #columns = 0

  /**
   * Takes the next piece of the file.
   * @throws Fault  'catalog-unreadable': a line beyond every measure
   */
  take(piece: string): readonly CsvRow[] {
    const lines = (this.#text + piece).split('\n')
    this.#text = lines.pop() ?? ''
    if (this.#text.length > LINE_CHARACTERS_MAX) {
      throw new Fault('catalog-unreadable', 'later', `Line ${this.#line + 1} is too long`)
    }
    return this.#rows(lines, false)
  }

  /** Answers what is left when the file has ended. */
  end(): readonly CsvRow[] {
    return this.#rows([this.#text], true)
  }

  #rows(texts: readonly string[], isEnd: boolean): readonly CsvRow[] {
    const lines = [...this.#waiting, ...texts.map((text) => this.#numbered(text))]
    const filled = lines.filter(({ text }) => text.trim() !== '')
    this.#waiting = []
    const rows: CsvRow[] = []
    for (let from = 0; from < filled.length; from += LINES_AT_ONCE) {
      const some = [...this.#waiting, ...filled.slice(from, from + LINES_AT_ONCE)]
      this.#waiting = []
      const isLast = from + LINES_AT_ONCE >= filled.length
      const read = together(some) ?? this.#oneByOne(some, isEnd && isLast)
      this.#columns ||= read[0]?.values?.length ?? 0
      rows.push(...read)
    }
    return rows
  }

  #numbered(text: string): Line {
    this.#line += 1
    const bare = text.endsWith('\r') ? text.slice(0, -1) : text
    return { line: this.#line, text: this.#line === 1 ? bare.replace(/^\uFEFF/, '') : bare }
  }

  #oneByOne(lines: readonly Line[], isEnd: boolean): readonly CsvRow[] {
    const rows: CsvRow[] = []
    for (let at = 0; at < lines.length; at += 1) {
      const first = lines[at]
      if (!first) break
      const values = parsed(first.text)?.[0] ?? null
      const joined = values === null ? this.#joined(lines, at) : null
      if (values === null && joined === null && !isEnd && at + ROW_LINES_MAX > lines.length) {
        this.#waiting = lines.slice(at)
        break
      }
      this.#columns ||= values?.length ?? 0
      rows.push({ line: first.line, values: values ?? joined?.values ?? null })
      at += joined?.more ?? 0
    }
    return rows
  }

  /** A row over several lines is believed when it has as many values as the header. */
  #joined(
    lines: readonly Line[],
    from: number,
  ): { values: readonly string[]; more: number } | null {
    let text = lines[from]?.text ?? ''
    for (let more = 1; more < ROW_LINES_MAX && from + more < lines.length; more += 1) {
      text += `\n${lines[from + more]?.text ?? ''}`
      const rows = parsed(text)
      const values = rows?.[0]
      if (rows?.length === 1 && values?.length === this.#columns) return { values, more }
    }
    return null
  }
}

/**
 * Null where the lines are not one row each. Lines without quotes, which most are, are simply cut at their
 * commas; the others are left to the parser, all of them in one go.
 */
function together(lines: readonly Line[]): readonly CsvRow[] | null {
  const quoted = lines.filter(({ text }) => !PLAIN.test(text))
  const rows = parsed(quoted.map(({ text }) => text).join('\n'))
  if (rows?.length !== quoted.length) return null
  let next = 0
  return lines.map(({ line, text }) => {
    if (PLAIN.test(text)) return { line, values: text.split(',').map((value) => value.trim()) }
    next += 1
    return { line, values: rows[next - 1] ?? null }
  })
}

/** No quote, and no white space but the plain one, which parsers agree about. */
const PLAIN = /^(?: |[^"\s])*$/

function parsed(text: string): readonly (readonly string[])[] | null {
  if (text === '') return []
  try {
    return parse(text, { trim: true, relax_quotes: true, relax_column_count: true })
  } catch {
    return null
  }
}
