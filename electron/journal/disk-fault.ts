import { Fault } from '../../shared/fault'

/** What the file system says no to is a fault like any other. */
export function onDisk<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw diskFault(error)
  }
}

/** The fault of an error of the file system; anything else as it is. */
export function diskFault(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error
  const full = 'code' in error && error.code === 'ENOSPC'
  const code = full ? 'journal-full' : 'journal-unwritable'
  return new Fault(code, 'later', error.message, { cause: error })
}
