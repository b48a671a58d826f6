import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonMistake } from './settings-json'

test.each([
  ['{"a":1,}', 1, 8, 'a name in "quotes"'],
  ['{"a" 1}', 1, 6, 'a colon'],
  ['{"a":}', 1, 6, 'a value'],
  ['{"a":01}', 1, 7, 'a comma or }'],
  ['[1 2]', 1, 4, 'a comma or ]'],
  ['{\n"a":\n  tru\n}', 3, 3, 'a value'],
  ['{} // note', 1, 4, 'the end of the file'],
  ["{'a':1}", 1, 2, 'a name in "quotes"'],
  ['{"a":"line\nbreak"}', 1, 6, 'a value'],
  ['{"a":"C:\\shop"}', 1, 6, 'a value'],
  ['{"a":1', 1, 7, 'a comma or }'],
])('%j goes wrong at %i:%i, where %s belongs', (text, line, column, expected) => {
  expect(jsonMistake(text)).toEqual({ line, column, expected })
})

test('what the engine reads has no mistake', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom('', ' ', '\r\n\t'), (text, gap) => {
      expect(jsonMistake(gap + text + gap)).toBeNull()
    }),
  )
})

test('what the engine refuses has a mistake, and the other way round', () => {
  const sign = fc.constantFrom(...'{}[]:,"\\ \n01-.eEtrufalsn/u'.split(''))
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 8 }), (signs) => {
      const text = signs.join('')
      expect(jsonMistake(text) === null).toBe(isJson(text))
    }),
    { numRuns: 2000 },
  )
})

test('bottomless nesting is a mistake, not a crash', () => {
  expect(jsonMistake('['.repeat(100_000))?.column).toBe(34)
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
