import { Fault } from '../../../shared/fault'
import { openJournal } from '../open'
import { restore } from '../restore'
import { AT } from './orders'

/** The fault that some work ends in. */
export async function faultOf(work: () => Promise<unknown>): Promise<Fault> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('No fault')
}

/** Puts a backup back as a start does, and opens what came of it. */
export async function putBack(from: string, where: string, missingUpTo: number | null = null) {
  const accept = missingUpTo === null ? null : { missingUpTo }
  await restore({ from, folder: where, at: AT, accept })
  return openJournal(where, () => AT)
}
