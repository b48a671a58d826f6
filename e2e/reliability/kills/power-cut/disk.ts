/*
 * A disk that loses its power. Data that was written and not synced may be there, may not be, and may be there
 * by sectors of 512 bytes in any choice; a size that was set likewise. Names (a file made, renamed, removed)
 * are kept in their order, as the logs of file systems keep them: after a cut some of the newest may be missing,
 * until their folder is synced.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Chance } from '../../../../shared/order/testing/chance'
import type { Call } from './trace'

const SECTOR = 512

/**
 * What becomes of what was not synced. `killed`: all of it is there, as after a SIGKILL. `dropped`: nothing.
 * `subset`: whole writes, any of them. `torn`: sectors of writes, any of them.
 */
export type Fate = 'killed' | 'dropped' | 'subset' | 'torn'

type Change =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly size: number }

/** A file without a name: what of it is certain, and what was asked of it since its last sync. */
class Content {
  #certain: Buffer = Buffer.alloc(0)
  readonly #asked: Change[] = []

  ask(change: Change): void {
    this.#asked.push(change)
  }

  sync(): void {
    this.#certain = this.#asked.reduce(changed, this.#certain)
    this.#asked.length = 0
  }

  get isCertain(): boolean {
    return this.#asked.length === 0
  }

  after(fate: Fate, chance: Chance): Buffer {
    return this.#asked
      .flatMap((change) => partsOf(change, fate, chance))
      .reduce(changed, this.#certain)
  }
}

/** The files of one folder on such a disk. */
export class Disk {
  readonly #live = new Map<string, Content>()
  #certain: ReadonlyMap<string, Content> = new Map()
  #names: ReadonlyMap<string, Content>[] = []

  /** Does what a writer did. */
  take(call: Call): void {
    switch (call.kind) {
      case 'create':
        return this.#rename(() => this.#live.set(call.path, new Content()))
      case 'rename':
        return this.#rename(() => {
          this.#live.set(call.to, this.#at(call.path))
          this.#live.delete(call.path)
        })
      case 'unlink':
        return this.#rename(() => this.#live.delete(call.path))
      case 'write':
      case 'truncate':
        return this.#at(call.path).ask(call)
      case 'sync':
        return this.#sync(call.path)
      case 'said':
        return
    }
  }

  /** Whether a cut at this moment would leave nothing to chance. */
  get isCertain(): boolean {
    return this.#names.length === 0 && [...this.#live.values()].every((file) => file.isCertain)
  }

  /** Writes what is there after a cut at this moment into an empty folder. */
  leave(folder: string, fate: Fate, chance: Chance): void {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    for (const [path, content] of this.#namesAfter(fate, chance)) {
      writeFileSync(join(folder, basename(path)), content.after(fate, chance))
    }
  }

  #namesAfter(fate: Fate, chance: Chance): ReadonlyMap<string, Content> {
    const kept = fate === 'dropped' ? 0 : chance.below(this.#names.length + 1)
    const all = fate === 'killed' ? this.#names.length : kept
    return this.#names[all - 1] ?? this.#certain
  }

  #rename(change: () => void): void {
    change()
    this.#names.push(new Map(this.#live))
  }

  #sync(path: string): void {
    const file = this.#live.get(path)
    if (file) return file.sync()
    const isOurs = [...this.#live.keys()].some((name) => dirname(name) === path)
    if (!isOurs) return
    this.#certain = new Map(this.#live)
    this.#names = []
  }

  #at(path: string): Content {
    const file = this.#live.get(path)
    if (!file) throw new Error(`There is no ${path} to change`)
    return file
  }
}

function changed(before: Buffer, change: Change): Buffer {
  if (change.kind === 'truncate') {
    const cut = Buffer.alloc(change.size)
    before.copy(cut)
    return cut
  }
  const { at, bytes } = change
  const end = at + bytes.length
  const after = end > before.length ? Buffer.concat([before], end) : Buffer.from(before)
  bytes.copy(after, at)
  return after
}

/** What of a change has reached the disk. */
function partsOf(change: Change, fate: Fate, chance: Chance): readonly Change[] {
  if (fate === 'killed') return [change]
  if (fate === 'dropped') return []
  if (change.kind === 'truncate' || fate === 'subset') return chance.once(2) ? [change] : []
  const parts: Change[] = []
  const { at, bytes } = change
  for (let from = 0; from < bytes.length;) {
    const to = Math.min(bytes.length, (Math.floor((at + from) / SECTOR) + 1) * SECTOR - at)
    if (chance.once(2)) {
      parts.push({ kind: 'write', at: at + from, bytes: bytes.subarray(from, to) })
    }
    from = to
  }
  return parts
}
