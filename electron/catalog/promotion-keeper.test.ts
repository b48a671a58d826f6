import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PromotionChange } from '../../shared/ipc/promotions'
import { PromotionKeeper, type PromotionKeeping } from './promotion-keeper'

const TEXT = `# Written by hand.
promotions:
  # Half price on the second.
  - id: rope-half
    name: Second rope half price # as on the poster
    kind: each
    items: [fw-rope-m]
    percent: 50
`

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promotions-'))
  file = join(folder, 'promotions.yaml')
})
afterEach(() => rmSync(folder, { recursive: true }))

let now = 1000
const write = (path: string, text: string): void => writeFileSync(path, text)
const keeper = (change: Partial<PromotionKeeping> = {}): PromotionKeeper =>
  new PromotionKeeper({
    file,
    exponent: 2,
    now: () => now,
    write,
    nameOf: (code) => (code === 'fw-rope-m' ? 'Rope toy' : null),
    fits: () => true,
    ...change,
  })

type Wanted = PromotionChange extends infer One
  ? One extends PromotionChange
    ? Omit<One, 'digest' | 'pin'>
    : never
  : never

const asked = (of: PromotionKeeper, wanted: Wanted): PromotionChange => ({
  ...wanted,
  digest: of.view().digest,
  pin: '2468',
})

const TWO = { name: '2 for $5', kind: 'set', parts: [{ count: 2, items: ['fw-rope-m'] }], price: 5 }

describe('the keeper of the store’s promotions', () => {
  it('shows what counts, by the names of its goods', () => {
    write(file, TEXT)
    const view = keeper().view()
    expect(view.rows.map((row) => row.given.name)).toEqual(['Second rope half price'])
    expect(view.names).toEqual({ 'fw-rope-m': 'Rope toy' })
    expect(view).toMatchObject({ mistakes: [], isEdited: false, isEarlier: false, readAt: now })
  })

  it('adds one, keeps the comments, and goes by it at once', () => {
    write(file, TEXT)
    chmodSync(file, 0o640)
    const shop = keeper()
    const before = shop.book
    const answer = shop.change(asked(shop, { act: 'put', id: null, promotion: TWO }))
    expect(answer.outcome).toBe('done')
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('# Written by hand.')
    expect(text).toContain('# as on the poster')
    expect(text).toContain('  - id: 2-for-5\n    name: 2 for $5\n')
    expect(before?.ruleOf('2-for-5')).toBeUndefined()
    expect(shop.book?.ruleOf('2-for-5')).toMatchObject({ kind: 'bundle' })
    expect(keeper().book?.rules).toHaveLength(2)
  })

  it('lets whoever could read the file go on reading it', () => {
    write(file, TEXT)
    chmodSync(file, 0o640)
    const modes: number[] = []
    const shop = keeper({ write: (path, text, mode) => modes.push(mode) && write(path, text) })
    shop.change(asked(shop, { act: 'switch', id: 'rope-half', off: true }))
    expect(modes).toEqual([statSync(file).mode & 0o777])
    expect(modes).toEqual([0o640])
  })

  it('switches one off and on again, and removes it', () => {
    write(file, TEXT)
    const shop = keeper()
    shop.change(asked(shop, { act: 'switch', id: 'rope-half', off: true }))
    expect(readFileSync(file, 'utf8')).toContain('off: true')
    expect(shop.book?.rules).toEqual([])
    expect(shop.view().rows).toHaveLength(1)
    shop.change(asked(shop, { act: 'switch', id: 'rope-half', off: false }))
    expect(readFileSync(file, 'utf8')).toBe(TEXT.replace('[fw-rope-m]', '[ fw-rope-m ]'))
    shop.change(asked(shop, { act: 'remove', id: 'rope-half' }))
    expect(shop.view().rows).toEqual([])
    expect(readFileSync(file, 'utf8')).toContain('# Written by hand.')
  })

  it('says which field does not fit, and writes nothing', () => {
    write(file, TEXT)
    const shop = keeper()
    const promotion = { ...TWO, price: 5.005, parts: [{ count: 'two' }], colour: 'red' }
    const answer = shop.change(asked(shop, { act: 'put', id: 'rope-half', promotion }))
    expect(answer).toMatchObject({
      outcome: 'invalid',
      mistakes: [
        { path: 'parts.0.count', sentence: 'must be a whole number from 1 to 99' },
        { path: 'colour', sentence: expect.stringContaining('is not a key') as unknown },
      ],
    })
    expect(readFileSync(file, 'utf8')).toBe(TEXT)
  })

  it('never writes over what somebody else has written, and goes by that', () => {
    write(file, TEXT)
    const shop = keeper()
    const wanted = asked(shop, { act: 'put', id: null, promotion: TWO })
    const theirs = TEXT.replace('percent: 50', 'percent: 40')
    write(file, theirs)
    expect(shop.view().isEdited).toBe(true)
    expect(shop.change(wanted).outcome).toBe('edited')
    expect(readFileSync(file, 'utf8')).toBe(theirs)
    expect(shop.book?.ruleOf('rope-half')).toMatchObject({ value: { ratePpm: 400_000 } })
    expect(shop.change(asked(shop, { act: 'put', id: null, promotion: TWO })).outcome).toBe('done')
  })

  it('keeps what it read before when the file gets a mistake, and takes no change until it is mended', () => {
    write(file, TEXT)
    const shop = keeper()
    const before = shop.book
    now = 2000
    write(file, TEXT.replace('percent: 50', 'percent: 500'))
    const view = shop.readAgain()
    expect(view).toMatchObject({ isEarlier: true, readAt: 1000 })
    expect(view.mistakes.map((one) => one.line)).toEqual([8])
    expect(view.rows).toHaveLength(1)
    expect(shop.book).toBe(before)
    expect(shop.change(asked(shop, { act: 'remove', id: 'rope-half' })).outcome).toBe('mistakes')
    write(file, TEXT)
    expect(shop.readAgain()).toMatchObject({ isEarlier: false, readAt: 2000, mistakes: [] })
    now = 1000
  })

  it('counts what is right at the start', () => {
    write(file, `${TEXT}  - { id: x, name: X, kind: each }\n`)
    const view = keeper().view()
    expect(view.rows).toHaveLength(1)
    expect(view).toMatchObject({ isEarlier: false, mistakes: [{ line: 9 }] })
  })

  it('goes by what is right of a file that took the place of none', () => {
    const shop = keeper()
    write(file, `${TEXT}  - { id: x, name: X, kind: each }\n`)
    expect(shop.readAgain()).toMatchObject({ isEarlier: false, rows: [{}], mistakes: [{}] })
    rmSync(file)
    expect(shop.readAgain()).toMatchObject({ isEarlier: true, rows: [{}] })
  })

  it('makes the file with the first promotion; one that went away meanwhile is a mistake', () => {
    const shop = keeper()
    expect(shop.mistakes).toHaveLength(1)
    expect(shop.change(asked(shop, { act: 'put', id: null, promotion: TWO })).outcome).toBe('done')
    expect(shop.view()).toMatchObject({ mistakes: [], rows: [{ given: { id: '2-for-5' } }] })
    rmSync(file)
    expect(shop.readAgain()).toMatchObject({ isEarlier: true, mistakes: [{ line: 0 }] })
    const again = shop.change(asked(shop, { act: 'put', id: null, promotion: TWO }))
    expect(again.outcome).toBe('mistakes')
    write(file, TEXT)
  })

  it('changes nothing when the disk does not take it, or the promotion is gone', () => {
    write(file, TEXT)
    const shop = keeper({
      write: () => {
        throw new Error('ENOSPC')
      },
    })
    const before = shop.book
    const remove = asked(shop, { act: 'remove', id: 'rope-half' })
    expect(shop.change(remove).outcome).toBe('not-written')
    expect(shop.book).toBe(before)
    expect(shop.change(asked(shop, { act: 'remove', id: 'nobody' })).outcome).toBe('unknown')
  })

  it('knows the groups of a number, and offers them', () => {
    write(file, `groups:\n  staff: ["206 555 0142"]\n${TEXT}`)
    const shop = keeper()
    expect(shop.groupsOf('2065550142')).toEqual(['staff'])
    expect(shop.view().groups).toEqual(['petz', 'staff'])
    const promotion = { ...TWO, customers: ['nobody'] }
    expect(shop.change(asked(shop, { act: 'put', id: null, promotion }))).toMatchObject({
      outcome: 'invalid',
      mistakes: [{ path: 'customers.0' }],
    })
  })

  it('has nothing without a file in the settings', () => {
    const shop = keeper({ file: null })
    expect([shop.book, shop.mistakes, shop.readAgain().file]).toEqual([null, [], null])
  })
})
