import { Fault } from '../../shared/fault'

/** What the file system says no to is a fault like any other. */
export function onDisk<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw diskFault(error)
  }
}

/** The fault that was thrown. What is none is a mistake of ours: nobody answers it here, it goes on. */
export function faultIn(error: unknown): Fault {
  if (error instanceof Fault) return error
  throw error
}

/** The fault of an error of the file system; anything else as it is. */
export function diskFault(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error
  const full = 'code' in error && error.code === 'ENOSPC'
  const code = full ? 'journal-full' : 'journal-unwritable'
  return new Fault(code, 'later', error.message, { cause: error })
}
