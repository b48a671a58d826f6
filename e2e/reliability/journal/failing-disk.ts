import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { devNull } from 'node:os'

const SYNCS = 'fsync,fdatasync'

/** A disk that fails under a running program: what it writes through to the device ends in an error until then. */
export class FailingDisk {
  readonly #strace: ChildProcess

  private constructor(strace: ChildProcess) {
    this.#strace = strace
  }

  /**
   * From now on every fsync of the program fails.
   * @throws Error  the program may not be traced here
   */
  static async under(pid: number): Promise<FailingDisk> {
    const args = ['-f', '-p', String(pid), '-o', devNull]
    const failing = ['-e', `trace=${SYNCS}`, '-e', `inject=${SYNCS}:error=EIO`]
    const strace = spawn('strace', [...args, ...failing], { stdio: ['ignore', 'ignore', 'pipe'] })
    await new Promise<void>((attached, failed) => {
      let told = ''
      strace.stderr.on('data', (bytes: Buffer) => {
        told += bytes.toString()
        if (told.includes('attached')) attached()
      })
      strace.once('error', failed)
      strace.once('close', () => {
        failed(new Error(`strace: ${told}`))
      })
    })
    return new FailingDisk(strace)
  }

  /** It works again. */
  async mend(): Promise<void> {
    const closed = once(this.#strace, 'close')
    this.#strace.kill('SIGINT')
    await closed
  }
}
