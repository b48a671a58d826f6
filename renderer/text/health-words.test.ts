import { describe, expect, it } from 'vitest'
import { HEALTH_CODES, HEALTH_ROWS, type HealthView } from '../../shared/ipc/support'
import { enFindings, enSupportFaults } from './en-health'
import { enJournalFaults } from './en-refusals'
import { makeFormat } from './format'
import { checkedText, healthFacts } from './health-facts'
import { progressText, sizeText, spanText } from './health-spans'
import { findingWords } from './health-words'
import { failureSentence } from './sentences'

const FORMAT = makeFormat('en-US', 'USD', 'UTC')
const NOON = Date.UTC(2025, 2, 20, 12)
const HOUR_MS = 3_600_000

const HEALTH: HealthView = {
  at: NOON,
  findings: [],
  journal: {
    entries: 1412,
    lastReceipt: 1037,
    databaseBytes: 4_200_000,
    logBytes: 40_000,
    anchor: { receiptNumber: 1037, at: NOON - HOUR_MS },
    checked: { at: NOON, done: 6, of: 1412, ok: false, firstBad: 7 },
  },
  backup: { at: NOON - 48 * HOUR_MS, folder: 'b' },
  owed: {
    count: 3,
    oldestAt: NOON - 2 * HOUR_MS,
    kinds: [{ kind: 'coupon-capture', count: 3 }],
    needsPerson: 1,
    unknown: 2,
  },
  services: [
    {
      service: 'promotions',
      status: 'not-answering',
      since: NOON - HOUR_MS,
      lastAnswerMs: 41,
      code: 'timeout',
      heardAt: NOON - HOUR_MS,
      aheadMs: -180_000,
    },
  ],
  devices: [],
  disk: { freeBytes: 320_000_000, totalBytes: 118_000_000_000 },
  clock: { at: NOON, zone: 'America/Los_Angeles', lastJump: { at: NOON - HOUR_MS, ms: -HOUR_MS } },
  keys: {
    hasRing: true,
    inSettings: 3,
    inRing: 2,
    day: {
      kept: 'safe',
      publicKey: 'MCowBQYDK2VwAyEAabcdefghijklmnopqrstuvwxyz0123456789ABCDEFG=',
    },
  },
  program: {
    version: '0.1.0',
    electron: '25.1.1',
    chrome: '114',
    node: '18',
    schema: 1,
    settingsFile: 'settings.json',
    settingsProblems: 2,
    memoryBytes: 650e6,
    startedAt: NOON - HOUR_MS,
    screenRestarts: 1,
  },
  can: { check: true, backUp: true, exportDay: true },
}

describe('every finding', () => {
  it('has words for each code, and no others', () => {
    expect(Object.keys(enFindings).sort()).toEqual([...HEALTH_CODES].sort())
  })

  it.each(HEALTH_CODES)(
    '%s says what is certain, and the next action where one is needed',
    (code) => {
      const state = enFindings[code].next === null ? 'fine' : 'look'
      const row = HEALTH_ROWS.find((one) => code.startsWith(one)) ?? 'promotions'
      const { certain, next } = findingWords({ row, state, code }, HEALTH, FORMAT)
      expect(certain).toMatch(/^[^ ].*\.$/)
      if (next !== null) expect(next).toMatch(/\.$/)
      for (const sentence of [certain, next ?? '']) {
        expect(sentence).not.toMatch(/!|\berror\b|\bplease\b|undefined|NaN| {2}/i)
      }
    },
  )

  it.each([
    ['journal', 'journal-damaged', 'Entry 7 of the journal is not as it was written.'],
    ['backup', 'backup-old', 'The last backup is of Mar 18, 12:00.'],
    ['owed', 'owed-person', 'A person has to decide about 1. The sales stand.'],
    ['owed', 'owed-late', 'Something has waited since 10:00. It is tried again by itself.'],
    ['promotions', 'service-silent', 'It has been silent since 11:00. Sales go on without it.'],
    ['disk', 'disk-low', 'Only 320 MB are free. Sales are still saved.'],
    ['clock', 'clock-differs', 'It is 3 min ahead of a provider’s clock.'],
    ['clock', 'clock-jumped', 'At 11:00 the clock jumped 60 min back.'],
    ['keys', 'keys-in-settings', 'Readable in the settings file: 3.'],
    ['program', 'program-settings', 'In the settings something has to be put right: 2.'],
  ] as const)('%s, %s: “%s”', (row, code, sentence) => {
    expect(findingWords({ row, state: 'look', code }, HEALTH, FORMAT).certain).toBe(sentence)
  })
})

describe('the facts behind a row', () => {
  it.each(HEALTH_ROWS)('of %s are words and figures', (row) => {
    const facts = healthFacts({ row, state: 'fine', code: 'journal-fine' }, HEALTH, FORMAT)
    for (const [name, value] of facts) {
      expect(`${name}: ${value}`).toMatch(/^[A-Z].*: \S/)
      expect(value).not.toMatch(/undefined|NaN|null/)
    }
  })

  it('name why a provider is silent, and how its clock goes', () => {
    const row = { row: 'promotions', state: 'look', code: 'service-silent' } as const
    expect(healthFacts(row, HEALTH, FORMAT)).toEqual([
      ['State', 'Not answering. It is tried again by itself.'],
      ['Why', 'The provider did not answer in time.'],
      ['Silent since', '11:00'],
      ['Last answer', '11:00, in 41 ms'],
      ['Its clock', '3 min behind ours'],
    ])
  })
})

describe('the key of the day’s files', () => {
  const factsOf = (keys: Partial<HealthView['keys']>) =>
    healthFacts({ row: 'keys', state: 'fine', code: 'keys-kept' }, health(keys), FORMAT).slice(3)
  const health = (keys: Partial<HealthView['keys']>) => ({
    ...HEALTH,
    keys: { ...HEALTH.keys, ...keys },
  })

  it('is shown by its end, as it stands in the file of a day', () => {
    expect(factsOf({})).toEqual([
      ['Key of the day’s files', 'in the key ring'],
      ['It ends with', '23456789ABCDEFG='],
    ])
  })

  it('may not be there, or not be opened', () => {
    expect(factsOf({ day: null })).toEqual([['Key of the day’s files', 'none yet']])
    const [[, unreadable] = []] = factsOf({ day: { kept: 'unreadable' } })
    expect(unreadable).toBe('cannot be opened')
  })
})

describe('figures', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 KB'],
    [9_949, '9.9 KB'],
    [999_499, '999 KB'],
    [999_500, '1.0 MB'],
    [118e9, '118 GB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text)
  })

  it.each([
    [-40_000, '40 s'],
    [180_000, '3 min'],
    [5 * HOUR_MS, '5 h'],
    [72 * HOUR_MS, '3 days'],
  ])('%d ms are %s', (ms, text) => {
    expect(spanText(ms)).toBe(text)
  })

  it.each([
    [0, 0, '100%'],
    [5, 12, '41%'],
    [13, 12, '100%'],
  ])('%d of %d are %s', (done, of, text) => {
    expect(progressText({ done, of })).toBe(text)
  })

  it('a check says how far it is and how it ended', () => {
    const check = { at: NOON, done: 5, of: 12, ok: null, firstBad: null }
    expect(checkedText(null, FORMAT)).toBe('not since the start')
    expect(checkedText(check, FORMAT)).toBe('Checking, 41%')
    expect(checkedText({ ...check, done: 12, ok: true }, FORMAT)).toBe(
      'All 12 entries are right, at 12:00',
    )
  })
})

it('each fault of a support call and of the journal has a sentence of its own', () => {
  for (const [code, sentence] of Object.entries({ ...enSupportFaults, ...enJournalFaults })) {
    expect(failureSentence({ kind: 'fault', code, detail: '' })).toBe(sentence)
    expect(sentence).toMatch(/\.$/)
  }
})
