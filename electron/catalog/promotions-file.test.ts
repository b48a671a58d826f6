import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { groupsOf } from './promotion-groups'
import { parsePromotions } from './promotions-file'
import { promotionsText, withoutPromotion, withPromotion } from './promotions-text'

const GOOD = `# The shop's own.
promotions:
  # Half price on the second.
  - id: rope-half
    name: Second rope half price   # as on the poster
    kind: buy-get
    how: same
    buy: { count: 1, items: [fw-rope-m] }
    get: { count: 1, percent: 50 }
  - id: happy
    name: Happy hour
    kind: each
    categories: [Cafe]
    amount: 0.5
    days: [mon, fri]
    hours: ["17:00-18:30"]
    from: 2026-03-01
`

describe('the file of the store’s promotions', () => {
  it('is read with its amounts in minor units and its times in minutes', () => {
    const { rules, mistakes } = parsePromotions(GOOD, 2)
    expect(mistakes).toEqual([])
    expect(rules).toMatchObject([
      { id: 'rope-half', class: 'item', kind: 'buy-get', ratePpm: 500_000, buyCount: 1 },
      {
        id: 'happy',
        value: { kind: 'amount', amount: 50 },
        when: { from: 20260301, until: null, days: [1, 5], hours: [{ from: 1020, until: 1110 }] },
      },
    ])
  })

  it('names each mistake by its line, leaves that promotion out and loads the rest', () => {
    const text = GOOD.replace('percent: 50', 'percent: 150')
      .replace('amount: 0.5', 'amount: 0.5\n    colour: red')
      .concat('  - id: gifts\n    name: Gifts\n    kind: each\n    percent: 5\n')
    const { rules, mistakes } = parsePromotions(text, 2)
    expect(rules.map((rule) => rule.id)).toEqual(['gifts'])
    expect(mistakes).toEqual([
      {
        line: 9,
        sentence: 'Second rope half price: get, percent must be a number above 0, at most 100.',
      },
      {
        line: 15,
        sentence:
          'Happy hour: colour is not a key of such a promotion. Remove it or check its spelling.',
      },
    ])
  })

  it('says what is missing', () => {
    const text = 'promotions:\n  - id: a\n    kind: each\n    percent: 5\n'
    expect(parsePromotions(text, 2).mistakes).toEqual([
      { line: 2, sentence: 'name must be a text of 1 to 40 characters; it is missing.' },
    ])
    const none = 'promotions:\n  - id: a\n    name: A\n    kind: each\n'
    expect(parsePromotions(none, 2).mistakes).toEqual([
      {
        line: 2,
        sentence: 'A: a promotion must have exactly one of percent, amount and price.',
      },
    ])
  })

  it('refuses half a cent', () => {
    expect(parsePromotions(GOOD.replace('amount: 0.5', 'amount: 0.505'), 2).mistakes).toEqual([
      { line: 14, sentence: 'Happy hour: amount must have at most 2 decimals, not 0.505.' },
    ])
  })

  it('refuses an id that is there already', () => {
    const { rules, mistakes } = parsePromotions(GOOD.replace('id: happy', 'id: rope-half'), 2)
    expect(rules).toHaveLength(1)
    expect(mistakes).toEqual([
      {
        line: 10,
        sentence: 'The id "rope-half" is there already, in line 4. Give this promotion another id.',
      },
    ])
  })

  it.each([
    ['', 'The file must begin with "promotions:" and a list under it.'],
    ['promotions: 5', '"promotions" must be a list: each promotion begins with "-".'],
  ])('says what is wrong with a file like %j', (text, sentence) => {
    expect(parsePromotions(text, 2)).toMatchObject({
      rules: [],
      given: [],
      mistakes: [{ line: 1, sentence }],
    })
  })

  it('says where a text is no YAML, and loads what stands before', () => {
    const { rules, mistakes } = parsePromotions(`${GOOD}  - id: [\n`, 2)
    expect(rules.map((rule) => rule.id)).toEqual(['rope-half', 'happy'])
    expect(mistakes[0]?.line).toBeGreaterThanOrEqual(18)
    expect(mistakes[0]?.sentence).toMatch(/^This is not YAML: /)
  })

  it('keeps its comments when one promotion is changed, added or removed', () => {
    const changed = withPromotion(GOOD, {
      id: 'rope-half',
      name: 'Second rope half price',
      kind: 'buy-get',
      how: 'same',
      buy: { count: 2, items: ['fw-rope-m'] },
      get: { count: 1, percent: 50 },
    })
    expect(changed).toContain('# Half price on the second.')
    expect(changed).toContain('# as on the poster')
    expect(parsePromotions(changed, 2).rules[0]).toMatchObject({ buyCount: 2 })
    const added = withPromotion(changed, { id: 'new', name: 'New', kind: 'each', percent: 5 })
    expect(parsePromotions(added, 2).rules.map((rule) => rule.id)).toContain('new')
    const less = withoutPromotion(added, 'happy')
    expect(less).toContain("# The shop's own.")
    expect(parsePromotions(less, 2).rules.map((rule) => rule.id)).toEqual(['rope-half', 'new'])
  })

  it('keeps a note behind a value that is changed', () => {
    const { given } = parsePromotions(GOOD, 2)
    const [rope] = given
    const changed = rope ? withPromotion(GOOD, { ...rope, name: 'Rope toys' }) : ''
    expect(changed).toContain('name: Rope toys # as on the poster')
  })

  it('stays as it was written, but for the one that is changed', () => {
    const hand = `# top\npromotions:\n- {id: a, name: A,   kind: each, percent: 5} # a\n\n- id:   b\n  name: B\n  kind: each\n  items: [x,y]\n  percent: 7 # b\n# tail\n`
    const [, b] = parsePromotions(hand, 2).given
    const changed = b ? withPromotion(hand, { ...b, name: 'C' }) : ''
    expect(changed.split('\n')[2]).toBe('- {id: a, name: A,   kind: each, percent: 5} # a')
    expect(changed).toMatch(/name: C[^]*percent: 7 # b\n# tail\n$/)
    const more = withPromotion(GOOD.replace('count: 1, items: [', 'count: 1,items: ['), {
      id: 'new',
      name: 'New',
      kind: 'each',
      percent: 5,
    })
    expect(more).toContain('buy: { count: 1,items: [fw-rope-m] }')
    expect(more).toMatch(/from: 2026-03-01\n {2}- id: new\n/)
    expect(withoutPromotion(more, 'new')).toBe(
      GOOD.replace('count: 1, items: [', 'count: 1,items: ['),
    )
    expect(withoutPromotion(GOOD, 'rope-half')).toBe(
      GOOD.slice(0, GOOD.indexOf('  # Half')) + GOOD.slice(GOOD.indexOf('  - id: happy')),
    )
  })

  it('is written line by line, the first promotion and one after the last was removed', () => {
    const text = promotionsText({ id: 'one', name: 'One', kind: 'each', percent: 5 })
    expect(text).toContain('promotions:\n  - id: one\n    name: One\n')
    const none = withoutPromotion(text, 'one')
    expect(parsePromotions(none, 2)).toMatchObject({ rules: [], given: [], mistakes: [] })
    const again = withPromotion(none, { id: 'two', name: 'Two', kind: 'each', percent: 5 })
    expect(again).toContain('  - id: two\n    name: Two\n')
  })

  it('has one that is switched off, which counts for nothing', () => {
    const { rules, given } = parsePromotions(
      GOOD.replace('kind: each', 'kind: each\n    off: true'),
      2,
    )
    expect(rules.map((rule) => rule.id)).toEqual(['rope-half'])
    expect(given.map((one) => one.id)).toEqual(['rope-half', 'happy'])
  })

  it('declares customer groups by their numbers, and a promotion names no other', () => {
    const text = `${GOOD}    customers: [staff, staf]\ngroups:\n  staff: ["(206) 555-0142", "+1 206 555 0107"]\n  petz: []\n  vip: [2065550142]\n`
    const { groups, mistakes } = parsePromotions(text, 2)
    expect(groupsOf(groups, '12065550142')).toEqual(['staff'])
    expect(groupsOf(groups, '2065550107')).toEqual(['staff'])
    expect(groupsOf(groups, '2065550199')).toEqual([])
    expect(mistakes).toEqual([
      {
        line: 18,
        sentence: 'Happy hour: customers, number 2 must be one of petz, staff, not staf.',
      },
      { line: 21, sentence: 'The group petz must have another name of 1 to 40 characters.' },
      { line: 22, sentence: 'The group vip must be a telephone number in "quotes".' },
    ])
  })

  it('of the sample is right', () => {
    const text = readFileSync('assets/promotions/sample.yaml', 'utf8')
    const { rules, mistakes } = parsePromotions(text, 2)
    expect(mistakes).toEqual([])
    expect(rules).toHaveLength(3)
  })
})
