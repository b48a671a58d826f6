import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { redact, redactText } from './redact'

/** Keeps what happened, for whoever looks after the terminal. Fields first, then one constant sentence. */
export type Log = {
  info(fields: object, sentence: string): void
  warn(fields: object, sentence: string): void
  error(fields: object, sentence: string): void
  /** Hides this value wherever it turns up from now on: keys of providers. */
  hide(secret: string): void
  close(): void
}

const FILE = 'till.log'
const FILE_BEFORE = 'till.1.log'
const FILE_BYTES_MAX = 5 * 1024 * 1024
const SECRET_LENGTH_MIN = 6

/**
 * Opens `log/till.log` in the data folder: one JSON object a line, without secrets and phone numbers. At
 * 5 MB the file becomes till.1.log, of which there is one.
 */
export function openLog(dataFolder: string, fileBytesMax: number = FILE_BYTES_MAX): Log {
  const file = openFile(join(dataFolder, 'log'), fileBytesMax)
  const secrets = new Set<string>()
  const clean = (text: string): string => {
    let cleaned = redactText(text)
    for (const secret of secrets) cleaned = cleaned.replaceAll(secret, '[secret]')
    return cleaned
  }
  const keep = (level: string, fields: object, sentence: string): void => {
    const line = { level, time: new Date().toISOString(), ...redact(fields, clean) }
    file.write(`${JSON.stringify({ ...line, msg: clean(sentence) })}\n`)
  }
  return {
    info: (fields, sentence) => {
      keep('info', fields, sentence)
    },
    warn: (fields, sentence) => {
      keep('warn', fields, sentence)
    },
    error: (fields, sentence) => {
      keep('error', fields, sentence)
    },
    hide: (secret) => {
      if (secret.length >= SECRET_LENGTH_MIN) secrets.add(secret)
    },
    close: () => {
      file.close()
    },
  }
}

/** Written at once: the last line before a crash is the one that matters. A full disk loses lines, not the till. */
function openFile(folder: string, bytesMax: number): { write(line: string): void; close(): void } {
  const path = join(folder, FILE)
  mkdirSync(folder, { recursive: true })
  let descriptor: number | null = openSync(path, 'a')
  let bytes = fstatSync(descriptor).size

  const rotate = (): void => {
    if (descriptor !== null) closeSync(descriptor)
    descriptor = null
    rmSync(join(folder, FILE_BEFORE), { force: true })
    renameSync(path, join(folder, FILE_BEFORE))
    descriptor = openSync(path, 'a')
    bytes = 0
  }

  return {
    write(line) {
      try {
        if (bytes >= bytesMax) rotate()
        if (descriptor !== null) bytes += writeSync(descriptor, line)
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
