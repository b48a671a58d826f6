import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Wedge, type KeyStroke, type WedgeAnswer } from './wedge'

const DIGITS = '4006381333931'

/** Key places and shifts of a US keyboard for the letters these tests use. */
function stroke(letter: string, at: number): KeyStroke {
  const off = { shift: false, ctrl: false, alt: false, meta: false, repeat: false }
  const base = { type: 'keyDown', key: letter, ...off, at } as const
  if (letter === '\n') return { ...base, code: 'Enter', key: 'Enter' }
  if (letter === '\t') return { ...base, code: 'Tab', key: 'Tab' }
  if (letter === '\x1d') return { ...base, code: 'BracketRight', key: ']', ctrl: true }
  if (letter === ' ') return { ...base, code: 'Space' }
  if (letter === ']') return { ...base, code: 'BracketRight' }
  if (letter === '-') return { ...base, code: 'Minus' }
  if (letter === '*') return { ...base, code: 'F13', key: 'F13' }
  if (/\d/.test(letter)) return { ...base, code: `Digit${letter}` }
  return { ...base, code: `Key${letter.toUpperCase()}`, shift: /[A-Z]/.test(letter) }
}

/** Types a text with these gaps, the last one repeating; answers what came of it. */
function typed(wedge: Wedge, text: string, gaps: readonly number[], startAt = 0) {
  let at = startAt
  const answers: WedgeAnswer[] = []
  const page: string[] = []
  for (const [n, letter] of Array.from(text).entries()) {
    if (n > 0) at += gaps[Math.min(n, gaps.length) - 1] ?? 0
    page.push(wedge.flush(at))
    const answer = wedge.take(stroke(letter, at))
    page.push(answer.release, answer.verdict === 'pass' && letter !== '*' ? letter : '')
    answers.push(answer)
  }
  page.push(wedge.flush(at + 1000))
  const heard = answers.flatMap((answer) => (answer.heard === null ? [] : [answer.heard]))
  return { heard, page: page.join(''), answers }
}

describe('told by speed, a scan', () => {
  it.each([1, 6, 10, 19, 30, 35])('with %i ms between its keys is recognised', (gap) => {
    const { heard, page } = typed(new Wedge(null), `${DIGITS}\n`, [gap])
    expect(heard).toEqual([{ kind: 'scan', code: DIGITS, symbology: null, leaked: page }])
    expect(DIGITS.startsWith(page)).toBe(true)
  })

  it('may stall for a moment, as Bluetooth does', () => {
    const { heard, page } = typed(new Wedge(null), `${DIGITS}\n`, [5, 5, 5, 5, 5, 95, 5])
    expect(heard).toEqual([{ kind: 'scan', code: DIGITS, symbology: null, leaked: page }])
  })

  it('may end with Tab, carry an AIM identifier and hold a GS', () => {
    const { heard } = typed(new Wedge(null), ']C10109506000134352\x1d10AB\t', [8])
    expect(heard).toMatchObject([{ code: '0109506000134352\x1d10AB', symbology: 'gs1-128' }])
  })

  it('never gets its Enter or a space to the page, where they would press a button', () => {
    const { page, heard } = typed(new Wedge(null), 'AB CD EF\n', [8])
    expect(heard).toMatchObject([{ code: 'AB CD EF', leaked: 'AB' }])
    expect(page).toBe('AB')
  })

  it('is read by the place of the keys, whatever layout the computer has', () => {
    const wedge = new Wedge(null)
    const onGerman = Array.from('YZ-YZ-1').map((letter, n) => ({
      ...stroke(letter, n * 5),
      key: letter === 'Y' ? 'Z' : letter === 'Z' ? 'Y' : letter === '-' ? 'ß' : letter,
    }))
    const answers = [...onGerman, stroke('\n', 40)].map((key) => wedge.take(key))
    expect(answers.at(-1)?.heard).toEqual({
      kind: 'scan',
      code: 'YZ-YZ-1',
      symbology: null,
      leaked: 'ZYß',
    })
  })

  it('is read with Caps Lock on, and the letters to take out are those the page got', () => {
    const wedge = new Wedge(null)
    const keys = Array.from('ABCDEF12', (letter, n) => ({
      ...stroke(letter, n * 5),
      key: letter.toLowerCase(),
    }))
    const answers = [...keys, stroke('\n', 40)].map((key) => wedge.take(key))
    expect(answers.at(-1)?.heard).toMatchObject({ code: 'ABCDEF12', leaked: 'abc' })
  })

  it.each([['8'], ['ArrowUp']])('may come from the keypad, whose 8 types %s', (key) => {
    const wedge = new Wedge(null)
    const keypad = (n: number) => ({ ...stroke('8', n * 5), code: 'Numpad8', key })
    for (let n = 0; n < 8; n += 1) wedge.take(keypad(n))
    const leaked = key === '8' ? '888' : ''
    const end = { ...stroke('\n', 40), code: 'NumpadEnter' }
    expect(wedge.take(end).heard).toMatchObject({ code: '88888888', leaked })
  })

  it('may hold GS as Alt and 029 on the keypad, or be typed that way altogether', () => {
    const wedge = new Wedge(null)
    const keys = [
      ...strokesOf(']C110AB', 0, 8),
      ...altStrokes('029', 56, 8),
      ...altStrokes('065', 96, 8),
      ...strokesOf('99X\n', 136, 8),
    ]
    const answers = keys.map((key) => wedge.take(key))
    expect(answers.at(-1)?.heard).toMatchObject({ code: '10AB\x1dA99X', symbology: 'gs1-128' })
  })

  it.each([['KeyP'], ['KeyH'], ['F9']])('with the control key %s in it is spoilt', (code) => {
    const wedge = new Wedge(null)
    const control = { ...stroke('p', 40), code, key: code, ctrl: code.startsWith('Key') }
    for (const key of strokesOf('40063', 0, 8)) wedge.take(key)
    expect(wedge.take(control).verdict).toBe('hold')
    for (const key of strokesOf('81333931', 48, 8)) wedge.take(key)
    const end = wedge.take(stroke('\n', 112))
    expect(end).toMatchObject({ verdict: 'swallow', heard: { kind: 'unfinished', leaked: '400' } })
  })

  it.each([['KeyM'], ['KeyJ']])('may end with Ctrl and %s, as some scanners send it', (code) => {
    const wedge = new Wedge(null)
    for (const key of strokesOf(DIGITS, 0, 8)) wedge.take(key)
    const end = wedge.take({ ...stroke('m', 104), code, ctrl: true })
    expect(end).toMatchObject({ verdict: 'swallow', heard: { code: DIGITS } })
  })

  it('too long is refused', () => {
    const { heard } = typed(new Wedge(null), `${'1'.repeat(600)}\n`, [2])
    expect(heard).toMatchObject([{ kind: 'unfinished' }])
  })

  it('follows another one at once', () => {
    const { heard } = typed(new Wedge(null), `${DIGITS}\n96385074\n`, [3])
    expect(heard).toMatchObject([{ code: DIGITS }, { code: '96385074' }])
  })
})

describe('a person who was typing when the scan began', () => {
  it.each([1, 6, 10, 19, 30])('keeps what was typed, at %i ms between its keys', (gap) => {
    const typedBefore = [90, 80, 95, 70, 60]
    const { heard, page } = typed(new Wedge(null), `dog 2${DIGITS}\n`, [...typedBefore, gap])
    const leaked = page.slice('dog 2'.length)
    expect(page.startsWith('dog 2')).toBe(true)
    expect(heard).toEqual([{ kind: 'scan', code: DIGITS, symbology: null, leaked }])
    expect(leaked.length).toBeLessThan(6)
  })

  it.each([1, 10, 30])('keeps it before a code of letters too, at %i ms', (gap) => {
    const { heard } = typed(new Wedge(null), 'dog 2SKU-000123\n', [90, 80, 95, 70, 60, gap])
    expect(heard).toMatchObject([{ code: 'SKU-000123' }])
  })

  it('is another thing than a scanner that stalls once', () => {
    const { heard } = typed(new Wedge(null), 'SKU-000123\n', [90, 5])
    expect(heard).toMatchObject([{ code: 'SKU-000123' }])
  })

  it('and goes on right after it has the rest as typing', () => {
    const wedge = new Wedge(null)
    const scan = typed(wedge, `${DIGITS}\n`, [8])
    const after = typed(wedge, 'rope\n', [90], 13 * 8 + 30)
    expect(scan.heard).toHaveLength(1)
    expect(after).toMatchObject({ heard: [], page: 'rope\n' })
  })
})

describe('a person', () => {
  it.each([
    ['a fast typist', [110, 85, 140, 60, 95, 120, 75, 130]],
    ['rolling over the keys', [20, 15, 180, 25, 20, 160, 18, 22, 170]],
    ['a number pad virtuoso', [70, 65, 72, 60, 80, 66]],
    ['just too slow on average', [36]],
  ])('%s is never taken for a scanner and every key reaches the page', (_, gaps) => {
    const text = 'coffee 12\n'
    const { heard, page } = typed(new Wedge(null), text, gaps)
    expect(heard).toEqual([])
    expect(page).toBe(text)
  })

  it('typing fewer than six quick keys and Enter is typing', () => {
    const { heard, page } = typed(new Wedge(null), '12345\n', [10])
    expect(heard).toEqual([])
    expect(page).toBe('12345\n')
  })

  it('holding a key down is typing', () => {
    const wedge = new Wedge(null)
    for (let n = 0; n < 20; n += 1) {
      const held = { ...stroke('1', n * 30), repeat: n > 0 } as const
      expect(wedge.take(held).verdict).toBe('pass')
    }
    expect(wedge.take(stroke('\n', 600)).verdict).toBe('pass')
  })

  it('who pauses gets held keys back after 40 ms', () => {
    const wedge = new Wedge(null)
    Array.from('12345').forEach((letter, n) => wedge.take(stroke(letter, n * 10)))
    expect(wedge.flush(60)).toBe('')
    expect(wedge.flush(80)).toBe('45')
    expect(wedge.flush(90)).toBe('')
  })

  it('whose mean gap is above 35 ms is never a scan and loses nothing', () => {
    const person = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 6, maxLength: 40 })
    fc.assert(
      fc.property(person, (gaps) => {
        fc.pre(slowEverywhere(gaps))
        const text = `${'7'.repeat(gaps.length)}\n`
        const { heard, page } = typed(new Wedge(null), text, gaps)
        expect(heard).toEqual([])
        expect(page).toBe(text)
      }),
    )
  })
})

describe('told by a prefix key, a scan', () => {
  it('never reaches the page at all, however slow it is', () => {
    const { heard, page } = typed(new Wedge('F13'), `*${DIGITS}\n`, [60])
    expect(heard).toEqual([{ kind: 'scan', code: DIGITS, symbology: null, leaked: '' }])
    expect(page).toBe('')
  })

  it('may be as short as one letter', () => {
    expect(typed(new Wedge('F13'), '*A\n', [10]).heard).toMatchObject([{ code: 'A' }])
  })

  it('that breaks off is told, and the next key is typing again', () => {
    const { heard, page } = typed(new Wedge('F13'), '*40063 1', [10, 10, 10, 10, 10, 900, 100])
    expect(heard).toEqual([{ kind: 'unfinished', leaked: '' }])
    expect(page).toBe(' 1')
  })

  it('with a control key in it is spoilt, and none of it reaches the page', () => {
    const wedge = new Wedge('F13')
    const begin = strokesOf('*4006', 0, 8)
    const control = { ...stroke('p', 40), code: 'KeyP', ctrl: true }
    const rest = strokesOf('381\n', 48, 8)
    const answers = [...begin, control, ...rest].map((key) => wedge.take(key))
    expect(answers.every((answer) => answer.verdict === 'swallow')).toBe(true)
    expect(answers.at(-1)?.heard).toEqual({ kind: 'unfinished', leaked: '' })
  })

  it('leaves quick keys without the prefix alone', () => {
    const { heard, page } = typed(new Wedge('F13'), `${DIGITS}\n`, [5])
    expect(heard).toEqual([])
    expect(page).toBe(`${DIGITS}\n`)
  })
})

/** The strokes of a text, each so long after the other. */
function strokesOf(text: string, startAt: number, gap: number): readonly KeyStroke[] {
  return Array.from(text, (letter, n) => stroke(letter, startAt + n * gap))
}

/** A number typed on the keypad with Alt held down. */
function altStrokes(digits: string, startAt: number, gap: number): readonly KeyStroke[] {
  const alt = { ...stroke('0', startAt), code: 'AltLeft', key: 'Alt', alt: true } as const
  const keys = Array.from(digits, (digit, n) => ({
    ...stroke(digit, startAt + (n + 1) * gap),
    code: `Numpad${digit}`,
    alt: true,
  }))
  return [alt, ...keys, { ...alt, type: 'keyUp', alt: false, at: startAt + 4 * gap }]
}

/** No run up to Enter is quick enough: after every pause over 100 ms the count starts again. */
function slowEverywhere(gaps: readonly number[]): boolean {
  const lastRun = gaps.slice(gaps.findLastIndex((gap) => gap > 100) + 1)
  // A scan may have begun behind any pause of a person.
  return lastRun.every((_, from) => {
    const tail = lastRun.slice(from)
    const total = tail.reduce((sum, gap) => sum + gap, 0)
    return tail.length < 6 || total > tail.length * 35
  })
}
