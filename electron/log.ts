import { join } from 'node:path'
import { LOG_BOUNDS, openLogFiles, type LogBounds } from './log-files'
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

const SECRET_LENGTH_MIN = 6

/** The folder of the log in the data folder. */
export function logFolder(dataFolder: string): string {
  return join(dataFolder, 'log')
}

/**
 * Opens `log/till.log` in the data folder: one JSON object a line, without secrets and phone numbers. A full
 * file is put aside; log-files.ts says how many are kept.
 */
export function openLog(
  dataFolder: string,
  bounds: LogBounds = LOG_BOUNDS,
  now: () => number = Date.now,
): Log {
  // Written at once: the last line before a crash is the one that matters.
  const file = openLogFiles(logFolder(dataFolder), bounds, now)
  const secrets = new Set<string>()
  const clean = (text: string): string => {
    // Secrets first: what is left of one whose digits looked like a number would not be found.
    let cleaned = text
    for (const secret of secrets) cleaned = cleaned.replaceAll(secret, '[secret]')
    return redactText(cleaned)
  }
  const keep = (level: string, fields: object, sentence: string): void => {
    const line = { level, time: new Date(now()).toISOString(), ...redact(fields, clean) }
    file.write(`${oneLine({ ...line, msg: clean(sentence) })}\n`)
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
      for (const form of formsOf(secret)) secrets.add(form)
    },
    close: () => {
      file.close()
    },
  }
}

/**
 * One value as one line: what a viewer of logs may take for a line's end, a command of its window or a change of
 * direction is written as its number, as JSON.stringify does it below 0020 alone.
 */
function oneLine(value: object): string {
  return JSON.stringify(value).replace(UNSEEN, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

const UNSEEN = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** A secret as it may turn up in an address, a header or a dump. */
function formsOf(secret: string): readonly string[] {
  if (secret.length < SECRET_LENGTH_MIN) return []
  const bytes = Buffer.from(secret)
  const base64 = bytes.toString('base64').replace(/=+$/, '')
  const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]
  return [...forms, base64, bytes.toString('base64url'), bytes.toString('hex')]
}
