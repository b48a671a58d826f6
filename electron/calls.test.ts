import { describe, expect, it } from 'vitest'
import { Fault } from '../shared/fault'
import { ok, type Result } from '../shared/result'
import { answerer, callGate, fewTold, unknownAnswerer, type Call, type Sender } from './calls'

const OURS: Sender = { url: 'app://till/', parent: null }
const always = (): boolean => true

/** Text only. */
function parseText(input: unknown): Result<string, string> {
  return typeof input === 'string' ? ok(input) : { ok: false, error: 'not a text' }
}

function desk(answer: Call<'catalog:search'>['answer'] = () => ok([]), admit = always) {
  const told: string[] = []
  const ask = answerer('catalog:search', { parse: parseText, answer }, admit, {
    onRefused: (name, reason) => void told.push(`${name} ${reason}`),
    onBug: (name, error) => told.push(`${name} bug ${String(error)}`),
  })
  return { ask, told }
}

describe('a question of the window', () => {
  it('is answered', async () => {
    expect(await desk().ask(OURS, 'milk')).toEqual({ ok: true, value: [] })
  })

  it.each<[string, Sender]>([
    ['a frame that is gone', null],
    ['a frame inside our page', { url: 'app://till/', parent: {} }],
    ['a blank frame', { url: 'about:blank', parent: null }],
    ['a web page', { url: 'https://till/', parent: null }],
    ['a page that looks like ours', { url: 'app://till.evil/', parent: null }],
    ['a file', { url: 'file:///till/index.html', parent: null }],
    ['a data page', { url: 'data:text/html,app://till/', parent: null }],
    ['nothing at all', { url: '', parent: null }],
  ])('[R1] is not taken from %s', async (_who, sender) => {
    const { ask, told } = desk(() => {
      throw new Error('must not be reached')
    })
    expect(await ask(sender, 'milk')).toMatchObject({
      ok: false,
      error: { code: 'sender-refused' },
    })
    expect(told).toEqual(['catalog:search sender-refused'])
  })

  it('[R3] is not taken from a frame that cannot be looked at any more', async () => {
    const destroyed = {
      parent: null,
      get url(): string {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed')
      },
    }
    const { ask, told } = desk()
    expect(await ask(destroyed, 'milk')).toMatchObject({ error: { code: 'sender-refused' } })
    expect(told).toEqual(['catalog:search sender-refused'])
  })

  it.each([5, null, undefined, {}, { __proto__: 'milk' }, ['milk']])(
    'is not taken when it is malformed: %j',
    async (input) => {
      const { ask, told } = desk()
      expect(await ask(OURS, input)).toMatchObject({ ok: false, error: { code: 'call-malformed' } })
      expect(told).toEqual(['catalog:search call-malformed'])
    },
  )

  it('is not read at all when it is too large', async () => {
    const { ask, told } = desk(() => {
      throw new Error('must not be reached')
    })
    const large = 'x'.repeat(10_000_000)
    expect(await ask(OURS, large)).toMatchObject({ ok: false, error: { code: 'call-too-large' } })
    expect(told).toEqual(['catalog:search call-too-large'])
  })

  it('answers a fault as data', async () => {
    const { ask } = desk(() => {
      throw new Fault('disk-full', 'later', 'No room on the disk.')
    })
    expect(await ask(OURS, 'milk')).toEqual({
      ok: false,
      error: { kind: 'fault', code: 'disk-full', detail: 'No room on the disk.' },
    })
  })

  it('reports a mistake of ours and tells the window nothing of it', async () => {
    const { ask, told } = desk(() => Promise.reject(new TypeError('x is not a function')))
    expect(await ask(OURS, 'milk')).toEqual({
      ok: false,
      error: { kind: 'fault', code: 'bug', detail: '' },
    })
    expect(told).toEqual(['catalog:search bug TypeError: x is not a function'])
  })

  it('is turned away when there are too many', async () => {
    const { ask } = desk(undefined, () => false)
    expect(await ask(OURS, 'milk')).toMatchObject({ ok: false, error: { code: 'too-many-calls' } })
  })
})

it('a flood of questions turned away is told of once a second', () => {
  let now = 0
  const told: unknown[] = []
  const tell = fewTold(
    (...what) => void told.push(what),
    () => now,
  )
  for (let at = 0; at < 5000; at += 1) tell('till:run', 'too-many-calls', 1)
  tell('till:view', 'too-many-calls', 1)
  now = 1000
  tell('till:run', 'too-many-calls', 1)
  expect(told).toEqual([
    ['till:run', 'too-many-calls', 1],
    ['till:view', 'too-many-calls', 1],
    ['till:run', 'too-many-calls', 5000],
  ])
})

describe('[R4] what is no call', () => {
  it('is refused and told, whoever asks', () => {
    const told: string[] = []
    const refuse = unknownAnswerer(always, (name, reason) => told.push(`${name} ${reason}`))
    expect(refuse(OURS)).toMatchObject({ ok: false, error: { code: 'call-unknown' } })
    expect(refuse(null)).toMatchObject({ ok: false, error: { code: 'sender-refused' } })
    expect(told).toEqual(['unknown call-unknown', 'unknown sender-refused'])
  })

  it('counts against the rate like any other question', () => {
    const refuse = unknownAnswerer(
      () => false,
      () => undefined,
    )
    expect(refuse(OURS)).toMatchObject({ error: { code: 'too-many-calls' } })
  })
})

describe('the gate', () => {
  it('lets a burst through, then a steady rate', () => {
    let now = 0
    const admit = callGate(() => now)
    const admitted = (): number => Array.from({ length: 5000 }, admit).filter(Boolean).length
    expect(admitted()).toBe(400)
    now = 1000
    expect(admitted()).toBe(200)
    now = 100_000
    expect(admitted()).toBe(400)
  })
})
