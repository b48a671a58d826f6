import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: (() => void) | undefined = runInNewContext('gc')

/** Bytes on the heap once the garbage is collected. */
export function heapAfterCollection(): number {
  if (collect === undefined) throw new Error('This Node.js does not collect on demand')
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
