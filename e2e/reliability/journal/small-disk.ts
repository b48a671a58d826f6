import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of a few megabytes that can be filled to its last byte; only root on Linux can make one. */
export class SmallDisk {
  readonly folder: string

  constructor(megabytes: number) {
    this.folder = mkdtempSync(join(tmpdir(), 'small-disk-'))
    mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.folder)
  }

  /** Leaves so many bytes, or fewer, free. */
  fill(spare: number): void {
    const crumbs = join(this.folder, 'crumbs')
    for (const size of [65_536, 4_096]) {
      for (;;) {
        try {
          writeFileSync(crumbs, Buffer.alloc(size), { flag: 'a' })
        } catch {
          break
        }
      }
    }
    if (spare === 0) return
    const pages = Math.ceil(spare / 4_096)
    execFileSync('truncate', ['-s', `-${pages * 4_096}`, crumbs], { stdio: 'ignore' })
  }

  /** Gives the space back. */
  free(): void {
    rmSync(join(this.folder, 'crumbs'), { force: true })
  }

  /** From now on it can only be read, or be written again. Nothing on it may be open. */
  remount(how: 'ro' | 'rw'): void {
    mount('-o', `remount,${how}`, this.folder)
  }

  remove(): void {
    execFileSync('umount', ['-l', this.folder], { stdio: 'ignore' })
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Why there can be no such disk here; null when there can. */
export function noSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'a disk of its own can be made on Linux only'
  if (process.getuid?.() !== 0) return 'only root can mount a disk'
  try {
    new SmallDisk(1).remove()
    return null
  } catch {
    return 'this machine does not allow mounting'
  }
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args, { stdio: 'ignore' })
}
