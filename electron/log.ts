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
    let cleaned = redactText(text)
    for (const secret of secrets) cleaned = cleaned.replaceAll(secret, '[secret]')
    return cleaned
  }
  const keep = (level: string, fields: object, sentence: string): void => {
    const line = { level, time: new Date(now()).toISOString(), ...redact(fields, clean) }
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
