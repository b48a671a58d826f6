import type { Dice } from './chance'

/** What is done to a file. */
export type Mutation = {
  readonly file: 'journal.db' | 'journal.db-wal'
  readonly how: string
  readonly bytes: Uint8Array
}

type Change = (bytes: Buffer, dice: Dice) => Buffer

const PAGE = 4096
const SECTOR = 512

const CHANGES: Readonly<Record<string, Change>> = {
  bit: (bytes, dice) => {
    const at = dice.below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8))
    return bytes
  },
  byte: (bytes, dice) => {
    const at = dice.below(bytes.length)
    bytes[at] = ((bytes[at] ?? 0) + 1 + dice.below(255)) & 0xff
    return bytes
  },
  'sector of zeros': (bytes, dice) => bytes.fill(0, ...stretch(bytes, dice, SECTOR)),
  'sector of noise': (bytes, dice) => noise(bytes, dice, SECTOR),
  'page of zeros': (bytes, dice) => bytes.fill(0, ...stretch(bytes, dice, PAGE)),
  'page of noise': (bytes, dice) => noise(bytes, dice, PAGE),
  'another page': (bytes, dice) => {
    const [to] = stretch(bytes, dice, PAGE)
    const [from] = stretch(bytes, dice, PAGE)
    Buffer.from(bytes).copy(bytes, to, from, from + PAGE)
    return bytes
  },
  truncated: (bytes, dice) => bytes.subarray(0, dice.below(bytes.length)),
  'truncated by sectors': (bytes, dice) =>
    bytes.subarray(0, dice.below(Math.ceil(bytes.length / SECTOR)) * SECTOR),
  grown: (bytes, dice) => Buffer.concat([bytes, Buffer.alloc(1 + dice.below(3 * PAGE), 0x5a)]),
}

/** Changes one of the two files in one way, as chance has it. The result always differs from what there was. */
export function mutationOf(
  files: Readonly<Record<Mutation['file'], Uint8Array>>,
  dice: Dice,
): Mutation {
  for (;;) {
    const file = dice.oneOf(['journal.db', 'journal.db-wal'] as const)
    const [how, change] = dice.oneOf(Object.entries(CHANGES))
    const bytes = change(Buffer.from(files[file]), dice)
    if (Buffer.compare(bytes, files[file]) !== 0) return { file, how, bytes }
  }
}

function stretch(bytes: Buffer, dice: Dice, size: number): [number, number] {
  const at = dice.below(Math.ceil(bytes.length / size)) * size
  return [at, Math.min(at + size, bytes.length)]
}

function noise(bytes: Buffer, dice: Dice, size: number): Buffer {
  const [from, to] = stretch(bytes, dice, size)
  for (let at = from; at < to; at += 1) bytes[at] = dice.below(256)
  return bytes
}
