import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { START_WORDS, startSentences } from './start-sentences'

/** Every fault code in the sources of the journal: each can come up while it is opened. */
function faultCodes(folder: string): ReadonlySet<string> {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !/test|bench/.test(path),
  )
  const texts = sources.map((path) => readFileSync(join(folder, path), 'utf8'))
  const made = /(?:new Fault\(|code = [^\n]*)\s*'(journal-[a-z-]+)'/g
  const either = /'(journal-[a-z-]+)' : '(journal-[a-z-]+)'/g
  const found = texts.flatMap((text) => [
    ...[...text.matchAll(made)].map(([, code]) => code ?? ''),
    ...[...text.matchAll(either)].flatMap(([, one, other]) => [one ?? '', other ?? '']),
  ])
  return new Set(found)
}

const CODES = [...faultCodes(join(import.meta.dirname, 'journal'))].sort()

describe('a start that is refused', () => {
  it('knows the codes of the journal', () => {
    expect(CODES.length).toBeGreaterThanOrEqual(9)
    expect(CODES).toContain('journal-behind-anchor')
    expect(CODES).toContain('journal-full')
  })

  it.each(CODES)('has words of its own for %s', (code) => {
    expect(START_WORDS[code]).toBeDefined()
  })

  it.each(Object.keys(START_WORDS))('says what is certain and the next action for %s', (code) => {
    const text = startSentences(code, 'Receipt 12 is missing from the journal')
    const words = START_WORDS[code]
    expect(text.startsWith(words?.certain ?? '?')).toBe(true)
    expect(text).toContain(`Do this: ${words?.next ?? '?'}`)
    expect(text.includes('Not known:')).toBe(words?.unknown !== null)
    expect(text.endsWith('\n\nReceipt 12 is missing from the journal')).toBe(true)
    expect(text).not.toMatch(/!|\berror\b|\bplease\b|\bundefined\b/i)
  })

  it('says something useful about a fault that nobody has foreseen', () => {
    expect(startSentences('something-new', '')).toMatch(/cannot save sales.*\n.*\nDo this: Call/s)
  })
})
