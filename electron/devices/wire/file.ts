import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { Fault } from '../../../shared/fault'
import type { Wire, WireFailure, WireMaker, WireStatus } from './wire'

/** A device file the system's printer driver offers, such as a USB printer's. */
export type FileSettings = { readonly path: string }

/** Makes wires to a device file. They only write: such a printer cannot tell how it is. */
export function fileWire(settings: FileSettings): WireMaker {
  return () => new FileWire(settings)
}

/**
 * One open device file. It is never created when missing, or a receipt would end on the disk while the
 * cashier waits for paper. A device that has gone is noticed at the next write.
 */
class FileWire implements Wire {
  status: WireStatus = 'closed'
  #used = false
  #file: FileHandle | null = null

  constructor(private readonly settings: FileSettings) {}

  async open(): Promise<void> {
    if (this.#used) throw new Fault('wire-error', 'later', 'A wire is opened once')
    this.#used = true
    this.status = 'opening'
    try {
      const file = await open(this.settings.path, constants.O_WRONLY | constants.O_APPEND)
      if (this.#isNot('opening')) {
        await file.close()
        throw new Fault('not-open', 'later', 'Closed while opening')
      }
      this.#file = file
      this.status = 'ready'
    } catch (error) {
      if (error instanceof Fault) throw error
      this.status = 'failed'
      throw new Fault(fileFailure(error), 'later', String(error), { cause: error })
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.status !== 'ready' || this.#file === null) {
      throw new Fault('not-open', 'later', 'The device file is not open')
    }
    try {
      await this.#file.writeFile(bytes)
    } catch (error) {
      this.status = 'failed'
      throw new Fault('write-lost', 'later', String(error), { cause: error })
    }
  }

  async close(): Promise<void> {
    this.status = 'closed'
    const file = this.#file
    this.#file = null
    await file?.close().catch(() => undefined)
  }

  #isNot(status: WireStatus): boolean {
    return this.status !== status
  }
}

function fileFailure(error: unknown): WireFailure {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT' || code === 'ENXIO' || code === 'ENODEV') return 'port-not-found'
  if (code === 'EBUSY') return 'port-busy'
  if (code === 'EACCES' || code === 'EPERM') return 'no-rights'
  if (code === 'EISDIR') return 'wrong-setting'
  return 'wire-error'
}
