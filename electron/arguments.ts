import { isAbsolute, join } from 'node:path'

/** What the person who starts the terminal may say. The names are fixed: tests and shops rely on them. */
export type Arguments = {
  /** The folder of everything this terminal keeps; null means Electron's own. */
  readonly data: string | null
  /** The settings file; null means `settings.json` in the data folder. */
  readonly settings: string | null
  /** The sandbox is the outside world; the screen says so. */
  readonly sandbox: boolean
  /** The folder of a backup that is put back before the terminal starts; null means none. */
  readonly restore: string | null
  /** The last receipt that is known to be lost, in a person's word; null where nobody has said so. */
  readonly acceptMissingUpTo: number | null
}

/**
 * Reads the command line. Arguments of Electron and Chromium are passed over; of a flag given twice the last
 * one counts; a flag without a value counts as not given.
 * @param from  the folder that relative names start from
 */
export function parseArguments(argv: readonly string[], from: string): Arguments {
  return {
    data: readPath(argv, '--data=', from),
    settings: readPath(argv, '--settings=', from),
    sandbox: argv.includes('--sandbox'),
    restore: readPath(argv, '--restore=', from),
    acceptMissingUpTo: readNumber(argv, '--accept-missing-up-to='),
  }
}

/** A whole number from 0 on; anything else counts as not given. */
function readNumber(argv: readonly string[], flag: string): number | null {
  const value = readValue(argv, flag)
  return value !== undefined && /^\d{1,12}$/.test(value) ? Number(value) : null
}

function readValue(argv: readonly string[], flag: string): string | undefined {
  return argv
    .filter((argument) => argument.startsWith(flag))
    .at(-1)
    ?.slice(flag.length)
}

function readPath(argv: readonly string[], flag: string, from: string): string | null {
  const value = readValue(argv, flag)
  if (!value) return null
  return isAbsolute(value) ? value : join(from, value)
}
