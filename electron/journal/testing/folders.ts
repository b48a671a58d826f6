import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Folders of one test, removed at its end. */
export class Folders {
  readonly #made: string[] = []

  /** A new, empty folder. */
  empty(): string {
    const folder = mkdtempSync(join(tmpdir(), 'journal-'))
    this.#made.push(folder)
    return folder
  }

  /** What a process that dies at this moment leaves behind. */
  asKilled(folder: string): string {
    const copy = this.empty()
    cpSync(folder, copy, { recursive: true })
    return copy
  }

  /** The same in a place of the test's own. */
  copyTo(folder: string, into: string): void {
    cpSync(folder, into, { recursive: true })
  }

  removeAll(): void {
    for (const folder of this.#made.splice(0)) rmSync(folder, { recursive: true, force: true })
  }
}

/** Every file of a folder with its bytes. */
export function bytesIn(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {}
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map(({ name }) => [name, readFileSync(join(folder, name)).toString('base64')]),
  )
}

/** The folder a damaged journal was put in. */
export function asideIn(folder: string): string {
  const name = readdirSync(folder).find((each) => each.startsWith('damaged-'))
  if (name === undefined) throw new Error('Nothing was set aside')
  return join(folder, name)
}
