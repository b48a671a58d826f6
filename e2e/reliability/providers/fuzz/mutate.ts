/*
 * Answers made wrong with regard to their structure: a value of another type, size or number, an entry twice or
 * gone, a name twice, a body cut, blown up, nested or in another encoding. The same chance gives the same body.
 */
import type { Chance } from '../../../../shared/order/testing/chance'
import { seeded } from './values'

/** A body as it goes over the line, and what was done to it. */
export type Mutant = {
  readonly bytes: Uint8Array
  readonly status: number
  /** Whatever else is in it, such a body is never a yes. */
  readonly isHopeless: boolean
  readonly how: string
}

type Holder = Record<string, unknown> | unknown[]
type Place = { readonly holder: Holder; readonly key: string | number }

/** Makes an answer wrong, once to three times; now and then it is left as it is. */
export function mutate(answer: unknown, status: number, chance: Chance): Mutant {
  const body = structuredClone({ body: answer }) as Record<string, unknown>
  const times = chance.once(20) ? 0 : 1 + chance.below(3)
  const how: string[] = []
  for (let turn = 0; turn < times; turn += 1) how.push(changeValue(body, chance))
  const text = 'body' in body ? JSON.stringify(body['body']) : ''
  const otherStatus = chance.once(12)
    ? chance.among([201, 202, 204, 206, 400, 409, 422], 200)
    : status
  if (!chance.once(3)) {
    return { bytes: encode(text), status: otherStatus, isHopeless: false, how: how.join('+') }
  }
  return { ...changeText(text, chance), status: otherStatus }
}

function changeValue(root: Record<string, unknown>, chance: Chance): string {
  const place = chance.among(placesIn(root), { holder: root, key: 'body' })
  const before = valueAt(place)
  switch (chance.below(9)) {
    case 0:
    case 1:
      set(place, seeded.value(chance))
      return 'value'
    case 2:
      remove(place)
      return 'gone'
    case 3:
      set(place, nearby(before, chance))
      return 'nearby'
    case 4:
      set(place, chance.once(2) ? [before] : { value: before })
      return 'wrapped'
    case 5:
      set(place, typeof before === 'number' ? String(before) : Number(before))
      return 'retyped'
    case 6:
      add(before, chance)
      return 'stranger'
    case 7:
      if (Array.isArray(before)) reorder(before, chance)
      else set(place, seeded.id(chance))
      return 'list'
    default:
      set(place, seeded.number(chance))
      return 'number'
  }
}

/** A little beside what it was: a cent more, another letter, another case. */
function nearby(value: unknown, chance: Chance): unknown {
  if (typeof value === 'number')
    return value + chance.among([1, -1, 0.01, -0.01, 0.001, 1e-9, 100], 1)
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') return value === null ? 0 : null
  const amount = /^-?\d+\.\d\d$/.test(value) ? Number(value) : null
  if (amount !== null && chance.once(2)) {
    return (amount + chance.among([0.01, -0.01, 1, 1000], 0.01)).toFixed(2)
  }
  return chance.among(
    [value.toUpperCase(), ` ${value}`, `${value}0`, value.slice(1), `${value}\u202e`, `-${value}`],
    value,
  )
}

function add(value: unknown, chance: Chance): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  const name = chance.among(
    ['currency', 'currency_code', '__proto__x', 'constructor', 'total'],
    'x',
  )
  Reflect.set(value, name, chance.among(['USD', 'EUR', 'usd', 5, null, {}], 'EUR'))
}

function reorder(list: unknown[], chance: Chance): void {
  const [first] = list
  switch (chance.below(4)) {
    case 0:
      list.push(structuredClone(first))
      return
    case 1:
      list.reverse()
      return
    case 2:
      list.splice(0, 1)
      return
    default:
      for (let more = chance.once(20) ? 0 : 1190; more < 1200; more += 1)
        list.push(structuredClone(first))
  }
}

function changeText(text: string, chance: Chance): Omit<Mutant, 'status'> {
  const hopeless = (bytes: Uint8Array, how: string) => ({ bytes, how, isHopeless: true })
  const open = (bytes: Uint8Array, how: string) => ({ bytes, how, isHopeless: false })
  switch (chance.below(12)) {
    case 0: {
      const doubled = text.replace(/"(\w+)":/, '"$1":null,"$1":')
      return doubled === text ? open(encode(text), 'same') : hopeless(encode(doubled), 'twice')
    }
    case 1:
      return open(encode(text.slice(0, chance.below(text.length + 1))), 'cut')
    case 2: {
      const bytes = encode(text)
      const at = chance.below(Math.max(1, bytes.length))
      bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8))
      return open(bytes, 'bit')
    }
    case 3:
      return open(Buffer.from(text, 'utf16le'), 'utf-16')
    case 4:
      return open(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), encode(text)]), 'mark')
    case 5:
      return open(Buffer.from(text, 'latin1'), 'latin-1')
    case 6:
      return open(encode(text + chance.among([' ', '\n', 'x', '}', text, '\u0000'], ' ')), 'more')
    case 7:
      return open(encode(text.replace(/"(\d+\.\d\d)"/, () => chance.among(RAW, '-0'))), 'raw')
    case 8:
      return chance.once(400)
        ? hopeless(encode(text.padEnd(1_048_577 + chance.below(99_999))), 'too-large')
        : open(encode(text.padEnd(chance.below(4_000))), 'padded')
    case 9:
      if (chance.once(3)) return open(encode(`{"__proto__":{"amount":1},${text.slice(1)}`), 'proto')
      return chance.once(400)
        ? open(encode(`{"x":${seeded.large(chance)},${text.slice(1)}`), 'large')
        : open(encode(`[${text}]`), 'listed')
    case 10: {
      const levels = 33 + chance.below(chance.once(50) ? 99_999 : 99)
      const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`
      return hopeless(encode(`{"deep":${deep},${text.slice(1)}`), 'deep')
    }
    default:
      return open(
        Buffer.from(Array.from({ length: chance.below(200) }, () => chance.below(256))),
        'noise',
      )
  }
}

const RAW = [
  '-0',
  '1e308',
  '1e-308',
  '5',
  '0005',
  '+5',
  '.5',
  '5.',
  '1E2',
  '"5,00"',
  '99999999999999999999',
]

function encode(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

function placesIn(holder: Holder): readonly Place[] {
  const places: Place[] = []
  const visit = (inside: Holder) => {
    for (const key of Object.keys(inside)) {
      const place = { holder: inside, key: Array.isArray(inside) ? Number(key) : key }
      places.push(place)
      const value = valueAt(place)
      if (typeof value === 'object' && value !== null && places.length < 200) visit(value as Holder)
    }
  }
  visit(holder)
  return places
}

function valueAt({ holder, key }: Place): unknown {
  return Reflect.get(holder, key)
}

function set({ holder, key }: Place, value: unknown): void {
  Reflect.set(holder, key, value)
}

function remove({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else Reflect.deleteProperty(holder, key)
}
