/*
 * Things that must be found nowhere, and the search for them: as they are, and in every form in which a program
 * may have written them down by the way.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Test numbers of a card network, numbers nobody has, and secrets of no shop. */
export const CANARIES = {
  card: '4111111111111111',
  cardInGroups: '5555 5555 5555 4444',
  stripe: '6011111111111117',
  promotionsKey: 'canary-promotions-key-7f3a91',
  accountKey: 'canary-account-key-c04d22',
  pin: '864209753186',
  phone: '2065550137',
  phoneWritten: '(206) 555-0137',
  mail: 'canary.person@example.test',
} as const

/** One canary in one form at one place. */
export type Hit = { readonly canary: string; readonly form: string; readonly place: string }

/** Every form in which a text may stand somewhere, as bytes. */
export function formsOf(text: string): ReadonlyMap<string, Buffer> {
  const plain = Buffer.from(text)
  const url = [...plain].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
  const utf16 = Buffer.from(text, 'utf16le')
  const forms = new Map<string, Buffer>([
    ['plain', plain],
    ['hex', Buffer.from(plain.toString('hex'))],
    ['HEX', Buffer.from(plain.toString('hex').toUpperCase())],
    ['utf-16 le', utf16],
    ['utf-16 be', Buffer.from(utf16).swap16()],
    ['every byte of an address', Buffer.from(url.join(''))],
    ['backwards', Buffer.from([...text].reverse().join(''))],
  ])
  const encoded = encodeURIComponent(text)
  if (encoded !== text) {
    forms.set('address', Buffer.from(encoded))
    forms.set('form', Buffer.from(encoded.replaceAll('%20', '+')))
  }
  // Base64 of the text at each of the three places it may have in a longer one, without the edges that differ.
  for (const before of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(before), plain])
      .toString('base64')
      .replace(/=+$/, '')
    const from = Math.ceil((before * 8) / 6)
    const to = whole.length - ((before + plain.length) % 3 === 0 ? 0 : 1)
    forms.set(`base64 ${before}`, Buffer.from(whole.slice(from, to)))
  }
  return forms
}

const FORMS = Object.entries(CANARIES).map(([canary, text]) => [canary, formsOf(text)] as const)

/** Every canary that stands in these bytes. */
export function hitsIn(bytes: Buffer, place: string): readonly Hit[] {
  return FORMS.flatMap(([canary, forms]) =>
    [...forms].flatMap(([form, needle]) =>
      bytes.includes(needle) ? [{ canary, form, place }] : [],
    ),
  )
}

/** Searches every file below a folder; also says how many there were, and how many bytes. */
export function searchFolder(folder: string): {
  readonly hits: readonly Hit[]
  readonly files: readonly string[]
  readonly bytes: number
} {
  const hits: Hit[] = []
  const files: string[] = []
  let bytes = 0
  const visit = (inside: string): void => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = join(inside, entry.name)
      hits.push(...hitsIn(Buffer.from(entry.name), `name of ${path}`))
      if (entry.isDirectory()) visit(path)
      else if (entry.isFile()) {
        const content = readFileSync(join(folder, path))
        files.push(path)
        bytes += content.length
        hits.push(...hitsIn(content, path))
      }
    }
  }
  if (statSync(folder).isDirectory()) visit('')
  return { hits, files, bytes }
}

/** Command lines of a process and everything it has started, as the system keeps them. */
export function searchCommandLines(pid: number): {
  readonly hits: readonly Hit[]
  readonly processes: number
} {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = /^PPid:\s+(\d+)/m.exec(readOrNothing(`/proc/${name}/status`).toString())?.[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const family = new Set([pid])
  for (let grown = true; grown;) {
    grown = false
    for (const [child, parent] of parents) {
      if (!family.has(parent) || family.has(child)) continue
      family.add(child)
      grown = true
    }
  }
  const hits = [...family].flatMap((one) =>
    hitsIn(readOrNothing(`/proc/${one}/cmdline`), `command line of ${one}`),
  )
  return { hits, processes: family.size }
}

function readOrNothing(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}
