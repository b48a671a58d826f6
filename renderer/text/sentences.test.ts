import { describe, expect, test } from 'vitest'
import { REFUSAL_CODES } from '../../shared/order/refusals'
import { enNotes } from './en-notes'
import { enBlocked, enFault, enRefusals } from './en-refusals'
import { makeFormat } from './format'
import { failureSentence, noteSentences, refusalSentence } from './sentences'

const format = makeFormat('en-US', 'USD')
const GAPS = { name: 'Spring $5 off', code: 'SPRING5', now: '630', before: '550', amount: '1210' }
const SENTENCES = [
  ...Object.values(enRefusals),
  ...Object.values(enBlocked).map((words) => words(2)),
  ...Object.values(enNotes).flatMap(({ first, second }) => [first(GAPS), second(GAPS)]),
]

describe('sentences', () => {
  test.each(REFUSAL_CODES)('the refusal %s has a sentence of its own', (code) => {
    expect(refusalSentence(code)).toBe(enRefusals[code])
    expect(refusalSentence(code)).not.toBe(enFault)
  })

  test('no refusal has a sentence that the till cannot give', () => {
    expect(Object.keys(enRefusals).sort()).toEqual([...REFUSAL_CODES].sort())
  })

  test.each(SENTENCES)('“%s” does not shout, plead or blame', (sentence) => {
    expect(sentence).not.toMatch(/!|\berror\b|\bplease\b|\bundefined\b/i)
    expect(sentence).not.toMatch(/\b(basket|cart|ticket)\b/i)
  })

  test('a failure of the outside world says that the order is safe', () => {
    expect(failureSentence({ kind: 'fault', code: 'disk-full', detail: '' })).toBe(enFault)
  })
})

describe('notes', () => {
  test('amounts in minor units are written out', () => {
    const note = { code: 'promotion-amount-changed', values: GAPS, message: null } as const
    expect(noteSentences(note, format).first).toBe('Spring $5 off is now 6.30 (was 5.50)')
  })

  test('the provider’s own sentence comes first', () => {
    const note = { code: 'promotion-refused', values: {}, message: 'Members only.' } as const
    expect(noteSentences(note, format)).toEqual({
      first: 'Members only.',
      second: 'Go on without it, or try once more.',
    })
  })

  test('a promotion taken off says why, in the provider’s words or in ours', () => {
    const values = { name: 'Spring $5 off', reason: 'promotion-not-applicable' }
    const note = { code: 'promotion-taken-off', values, message: null } as const
    expect(noteSentences(note, format)).toEqual({
      first: 'Spring $5 off was taken off',
      second:
        'This promotion does not apply to this check. Nothing was paid. Press Pay to go on without it.',
    })
    expect(noteSentences({ ...note, message: 'Over.' }, format).second).toMatch(/^Over\. Nothing/)
  })
})
