/*
 * What a traced writer did to its files, call by call, read from the log of
 *
 *   strace -f -xx -s <everything> -y -o <log> -e trace=<TRACED> <writer>
 *
 * One line is `<thread> <call>(<arguments>) = <result>`; -xx writes every byte of a text as \xhh, -y adds the
 * path to each descriptor. A call that another thread's line interrupts is told in two halves.
 */

/** The calls that change files, their names or their place on the disk. */
export const TRACED = [
  ...['open', 'openat', 'creat', 'close', 'write', 'pwrite64', 'writev', 'pwritev', 'pwritev2'],
  ...['truncate', 'ftruncate', 'fallocate', 'fsync', 'fdatasync', 'sync_file_range', 'msync'],
  ...[
    'rename',
    'renameat',
    'renameat2',
    'unlink',
    'unlinkat',
    'link',
    'linkat',
    'mkdir',
    'mkdirat',
  ],
]

/** One thing that was done, in its order. Paths are whole. */
export type Call =
  | { readonly kind: 'write'; readonly path: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'create'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'unlink'; readonly path: string }
  /** Of a file, or of a folder with its names. */
  | { readonly kind: 'sync'; readonly path: string }
  /** A line on standard output. */
  | { readonly kind: 'said'; readonly words: string }

/** Reads a log; only what happened in a folder, or was said, is kept. */
export function readTrace(log: string, folder: string): readonly Call[] {
  const reader = new TraceReader(folder)
  const begun = new Map<string, string>()
  for (const line of log.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/s.exec(line) ?? []
    if (rest.endsWith(' <unfinished ...>')) {
      begun.set(thread, rest.slice(0, -' <unfinished ...>'.length))
      continue
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/s.exec(rest)
    reader.take(resumed ? `${begun.get(thread) ?? ''}${resumed[1] ?? ''}` : rest)
  }
  return reader.calls
}

class TraceReader {
  readonly calls: Call[] = []
  readonly #folder: string
  /** Where the next plain write of a descriptor goes. */
  readonly #places = new Map<string, number>()
  readonly #known = new Set<string>()

  constructor(folder: string) {
    this.#folder = folder
  }

  take(line: string): void {
    const [, name = '', inside = '', result = ''] = /^(\w+)\((.*)\) += (-?\d+)/s.exec(line) ?? []
    if (name === '' || Number(result) < 0) return
    const [number = '', path = ''] = descriptorOf(inside)
    const isOurs = path.startsWith(this.#folder)
    switch (name) {
      case 'open':
      case 'openat':
      case 'creat':
        return this.#open(line, inside)
      case 'write':
        if (number === '1') return this.#say(inside)
        if (isOurs) this.#write(path, number, textOf(inside))
        return
      case 'pwrite64':
        if (isOurs) this.#put(path, Number(/, (\d+)$/.exec(inside)?.[1]), textOf(inside))
        return
      case 'ftruncate':
        if (isOurs) this.#keep({ kind: 'truncate', path, size: Number(/(\d+)$/.exec(inside)?.[1]) })
        return
      case 'fsync':
      case 'fdatasync':
        if (isOurs) this.#keep({ kind: 'sync', path })
        return
      default:
        return this.#other(name, inside, isOurs)
    }
  }

  #other(name: string, inside: string, isOurs: boolean): void {
    if (name === 'close') return
    const [path = '', to = ''] = textsOf(inside)
    if (!isOurs && !path.startsWith(this.#folder)) return
    if (name === 'rename' || name === 'renameat' || name === 'renameat2') {
      return this.#keep({ kind: 'rename', path, to })
    }
    if (name === 'unlink' || name === 'unlinkat') return this.#keep({ kind: 'unlink', path })
    if (name === 'mkdir' || name === 'mkdirat') return
    // Room is kept in advance nowhere today; a call that is not replayed would make the images wrong.
    throw new Error(`${name} is not replayed`)
  }

  #open(line: string, inside: string): void {
    const [number = '', opened = ''] = descriptorOf(/ = (\d+<.*?>)/.exec(line)?.[1] ?? '')
    const path = textsOf(inside)[0]?.startsWith('/') ? (textsOf(inside)[0] ?? '') : opened
    if (!path.startsWith(this.#folder)) return
    this.#places.set(number, 0)
    if (inside.includes('O_DIRECTORY')) return
    const creates = inside.includes('O_CREAT') && !this.#known.has(path)
    if (creates) this.#keep({ kind: 'create', path })
    else if (inside.includes('O_TRUNC')) this.#keep({ kind: 'truncate', path, size: 0 })
  }

  #say(inside: string): void {
    for (const words of textOf(inside).toString('utf8').trimEnd().split('\n')) {
      this.calls.push({ kind: 'said', words })
    }
  }

  #write(path: string, number: string, bytes: Buffer): void {
    const at = this.#places.get(number) ?? 0
    this.#places.set(number, at + bytes.length)
    this.#put(path, at, bytes)
  }

  #put(path: string, at: number, bytes: Buffer): void {
    this.#keep({ kind: 'write', path, at, bytes })
  }

  #keep(call: Call): void {
    if (call.kind === 'create') this.#known.add(call.path)
    if (call.kind === 'unlink' || call.kind === 'rename') this.#known.delete(call.path)
    if (call.kind === 'rename') this.#known.add(call.to)
    this.calls.push(call)
  }
}

/** `3<\x2f…>` as number and path. */
function descriptorOf(text: string): readonly string[] {
  const [, number = '', path = ''] = /^(\d+)<([^>]*)>/.exec(text) ?? []
  return [number, unescaped(path).toString('utf8')]
}

/** The bytes of the first quoted text. */
function textOf(inside: string): Buffer {
  const from = inside.indexOf('"')
  const to = inside.indexOf('"', from + 1)
  if (inside.slice(to, to + 4) === '"...') throw new Error('The log was cut: -s is too small')
  return unescaped(inside.slice(from + 1, to))
}

function textsOf(inside: string): readonly string[] {
  return [...inside.matchAll(/"([^"]*)"/g)].map((match) => unescaped(match[1] ?? '').toString())
}

function unescaped(text: string): Buffer {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex')
}
