/*
 * Opens the journal of a folder as a start does and says what is in it, as one line of JSON:
 * `node judge.cjs <folder>`; `node judge.cjs <folder> integrity` says what SQLite thinks of the file. Each is a
 * process of its own, for a closed journal stays locked until its process ends.
 */
import { writeSync } from 'node:fs'
import { integrityOf, judge } from './verdict'

const [folder = '', what] = process.argv.slice(2)
writeSync(1, `${what === 'integrity' ? integrityOf(folder) : JSON.stringify(judge(folder))}\n`)
