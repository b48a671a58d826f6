import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/**
 * What a program must find in its environment so that every fsync takes it 20 ms longer, and every hundredth a
 * second more; and where each of them is told. Null where there is no compiler for it.
 */
export function slowDiskIn(folder: string): Readonly<Record<string, string>> | null {
  if (process.platform !== 'linux') return null
  const library = join(folder, 'slow-disk.so')
  const source = join('e2e', 'bench', 'slow-disk.c')
  const made = spawnSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl'])
  return made.status === 0
    ? { LD_PRELOAD: library, SLOW_DISK_STALL_EVERY: '100', SLOW_DISK_TOLD: join(folder, 'told') }
    : null
}
