/*
 * The files of a log: `till.log`, which is written, and `till.1.log` to `till.4.log`, the newest first. A full
 * file is put aside by renaming, oldest first: each rename is whole, so a crash between two of them leaves a
 * gap in the numbers and loses nothing; the next rotation fills the gap. Files older than 30 days go.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** How much of a log is kept. */
export type LogBounds = {
  readonly fileBytesMax: number
  /** The one that is written included. */
  readonly filesMax: number
  readonly daysMax: number
}

/** 5 files of 5 MB, 30 days. */
export const LOG_BOUNDS: LogBounds = { fileBytesMax: 5 * 1024 * 1024, filesMax: 5, daysMax: 30 }

const DAY_MS = 86_400_000
/** A quiet log begins a new file after this long, so that no line outlives its days by much. */
const FILE_DAYS_MAX = 7
const FILE = 'till.log'
const NAME = /^till(?:\.(\d+))?\.log$/

/** Where lines go; each is on its way to the disk before `write` comes back. */
export type LineFile = { write(line: string): void; close(): void }

/** Opens the log of a folder for writing. A full disk loses lines, not the till. */
export function openLogFiles(folder: string, bounds: LogBounds, now: () => number): LineFile {
  const path = join(folder, FILE)
  mkdirSync(folder, { recursive: true })
  removeOld(folder, bounds, now())
  let descriptor: number | null = openSync(path, 'a')
  let bytes = fstatSync(descriptor).size
  let began = bytes === 0 ? now() : beginningOf(descriptor)

  const isFull = (): boolean =>
    bytes >= bounds.fileBytesMax || (bytes > 0 && now() - began > FILE_DAYS_MAX * DAY_MS)

  const rotate = (): void => {
    if (descriptor !== null) closeSync(descriptor)
    descriptor = null
    try {
      putAside(folder, bounds.filesMax)
      removeOld(folder, bounds, now())
    } finally {
      // Whatever the disk said to the renames: the log goes on.
      descriptor = openSync(path, 'a')
      bytes = fstatSync(descriptor).size
      began = now()
    }
  }

  return {
    write(line) {
      try {
        if (isFull()) rotate()
      } catch {
        // Nowhere to say so; the line goes to the file there is.
      }
      try {
        descriptor ??= openSync(path, 'a')
        bytes += writeSync(descriptor, line)
      } catch {
        // Nowhere to say so: the log is where it would be said.
      }
    },
    close() {
      if (descriptor !== null) closeSync(descriptor)
      descriptor = null
    },
  }
}

/** The files of the log in a folder, newest first. */
export function logFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return numbered(folder).map(({ name }) => join(folder, name))
}

/** Makes `till.1.log` free by moving each file one up to the first number that is free, then puts the full one there. */
function putAside(folder: string, filesMax: number): void {
  const last = filesMax - 1
  let free = 1
  while (free < last && existsSync(join(folder, nameOf(free)))) free += 1
  for (let number = free; number > 0; number -= 1) {
    renameSync(join(folder, nameOf(number - 1)), join(folder, nameOf(number)))
  }
}

function removeOld(folder: string, { filesMax, daysMax }: LogBounds, now: number): void {
  for (const { name, number } of numbered(folder)) {
    if (number === 0) continue
    const path = join(folder, name)
    try {
      const isYoung = now - statSync(path).mtimeMs <= daysMax * DAY_MS
      if (number >= filesMax || !isYoung) rmSync(path, { force: true })
    } catch {
      // What cannot be thrown away stays; nothing is worth not starting for it.
    }
  }
}

function numbered(folder: string): readonly { readonly name: string; readonly number: number }[] {
  const found = readdirSync(folder).flatMap((name) => {
    const match = NAME.exec(name)
    return match === null ? [] : [{ name, number: Number(match[1] ?? 0) }]
  })
  return found.sort((a, b) => a.number - b.number)
}

function nameOf(number: number): string {
  return number === 0 ? FILE : `till.${number}.log`
}

/** When a file was made; where the file system does not say, when it was last written. */
function beginningOf(descriptor: number): number {
  const { birthtimeMs, mtimeMs } = fstatSync(descriptor)
  return birthtimeMs > 0 ? birthtimeMs : mtimeMs
}
