import { constants } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { Fault } from '../../../shared/fault'
import type { Clock } from '../clock'
import { fileIdentity } from './file-identity'
import { listUsbPrinters } from './usb-printers'
import { Whereabouts, type Places } from './whereabouts'
import type { Wire, WireFailure, WireListeners, WireMaker, WireStatus } from './wire'

/** A device file the system's printer driver offers, such as a USB printer's. */
export type FileSettings = { readonly path: string }

/** Between two looks for an answer, or for room when the device takes no more. */
export const FILE_LOOK_MS = 20

/** How often an open device file is compared with the system's list of files. */
const WATCH_MS = 1000

const ANSWER_BYTES_MAX = 4096

/**
 * Makes wires to a device file. A USB printer that comes back as another file (`/dev/usb/lp1`) is followed
 * there by what it says of itself.
 */
export function fileWire(settings: FileSettings, clock: Clock, places: Places = {}): WireMaker {
  const place = { path: settings.path, device: null }
  const whereabouts = new Whereabouts(place, { list: listUsbPrinters, ...places })
  return (listeners) => new FileWire(whereabouts, listeners, clock)
}

/**
 * One open device file. It is never created when missing, or a receipt would end on the disk while the
 * cashier waits for paper.
 *
 * Nothing here waits inside the operating system, where a printer without paper would hold a thread for as
 * long as it pleases: what the device does not take is tried again, from the first byte it did not take, and
 * answers are looked for. A file that cannot be read, or is no device, is only written to.
 */
class FileWire implements Wire {
  status: WireStatus = 'closed'
  #used = false
  #file: FileHandle | null = null
  #path = ''
  #identity: string | null = null
  #busy = Promise.resolve()
  #stopLooking: () => void = () => undefined
  #stopWatching: () => void = () => undefined

  constructor(
    private readonly whereabouts: Whereabouts,
    private readonly listeners: WireListeners,
    private readonly clock: Clock,
  ) {}

  async open(): Promise<void> {
    if (this.#used) throw new Fault('wire-error', 'later', 'A wire is opened once')
    this.#used = true
    this.status = 'opening'
    try {
      this.#path = await this.whereabouts.path()
      this.#identity = await fileIdentity(this.#path)
      const { file, answers } = await openDevice(this.#path)
      if (this.#isNot('opening')) {
        await file.close()
        throw new Fault('not-open', 'later', 'Closed while opening')
      }
      this.#file = file
      this.status = 'ready'
      if (answers) this.#lookLater(file)
      this.#watch()
      await this.whereabouts.remember(this.#path)
    } catch (error) {
      if (error instanceof Fault) throw error
      this.status = 'failed'
      throw new Fault(fileFailure(error), 'later', String(error), { cause: error })
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    const file = this.#file
    if (this.status !== 'ready' || file === null) {
      throw new Fault('not-open', 'later', 'The device file is not open')
    }
    let at = 0
    while (at < bytes.length) {
      const taken = await this.#writeSome(file, bytes.subarray(at))
      at += taken
      if (taken === 0) await this.#pause()
      if (this.#isNot('ready')) throw new Fault('write-lost', 'later', 'Closed while writing')
    }
  }

  async close(): Promise<void> {
    this.status = 'closed'
    await this.#letGo()
  }

  /** Answers how many bytes the device took; none when it has no room now. */
  async #writeSome(file: FileHandle, bytes: Uint8Array): Promise<number> {
    try {
      const { bytesWritten } = await this.#alone(() => file.write(bytes, 0, bytes.length, null))
      return bytesWritten
    } catch (error) {
      if (hasNoRoom(error)) return 0
      this.#lose(isGone(error) ? 'cable-out' : 'wire-error')
      throw new Fault('write-lost', 'later', String(error), { cause: error })
    }
  }

  #lookLater(file: FileHandle): void {
    this.#stopLooking = this.clock.after(FILE_LOOK_MS, () => {
      void this.#look(file).then((again) => {
        if (again && this.status === 'ready') this.#lookLater(file)
      })
    })
  }

  /** Tells what the device has said; false when it never will. */
  async #look(file: FileHandle): Promise<boolean> {
    const answer = new Uint8Array(ANSWER_BYTES_MAX)
    try {
      const { bytesRead } = await this.#alone(() => file.read(answer, 0, answer.length, null))
      if (bytesRead > 0 && this.status === 'ready') {
        this.listeners.onBytes(answer.slice(0, bytesRead))
      }
      return true
    } catch (error) {
      if (codeOf(error) === 'EAGAIN') return true
      if (isGone(error)) this.#lose('cable-out')
      return false
    }
  }

  #watch(): void {
    this.#stopWatching = this.clock.after(WATCH_MS, () => {
      void fileIdentity(this.#path).then((identity) => {
        if (this.status !== 'ready') return
        if (identity !== null && identity === this.#identity) this.#watch()
        else this.#lose('cable-out')
      })
    })
  }

  #lose(failure: WireFailure): void {
    if (this.status !== 'ready') return
    this.status = 'failed'
    void this.#letGo()
    this.listeners.onClosed(failure)
  }

  async #letGo(): Promise<void> {
    this.#stopLooking()
    this.#stopWatching()
    const file = this.#file
    this.#file = null
    await this.#busy
    await file?.close().catch(() => undefined)
  }

  /** A file is not closed while it is being read or written: its number might be another file's by then. */
  #alone<T>(act: () => Promise<T>): Promise<T> {
    const acted = this.#busy.then(act)
    this.#busy = acted.then(
      () => undefined,
      () => undefined,
    )
    return acted
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => this.clock.after(FILE_LOOK_MS, resolve))
  }

  #isNot(status: WireStatus): boolean {
    return this.status !== status
  }
}

/** Opens a file to write, and a device also to read where that is allowed. */
async function openDevice(path: string): Promise<{ file: FileHandle; answers: boolean }> {
  const write = constants.O_APPEND | constants.O_NONBLOCK | constants.O_NOCTTY
  const isDevice = (await stat(path)).isCharacterDevice()
  if (isDevice) {
    const file = await open(path, write | constants.O_RDWR).catch(whereRefused)
    if (file !== null) return { file, answers: true }
  }
  return { file: await open(path, write | constants.O_WRONLY), answers: false }
}

/** Null where reading is what was refused; then only writing is asked for. */
function whereRefused(error: unknown): null {
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EINVAL') return null
  throw error
}

/** ENOSPC is how the driver of USB printers says that there is no paper. */
function hasNoRoom(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'EAGAIN' || code === 'ENOSPC'
}

function isGone(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'ENODEV' || code === 'ENXIO' || code === 'EIO' || code === 'EPIPE'
}

function fileFailure(error: unknown): WireFailure {
  const code = codeOf(error)
  if (code === 'ENOENT' || code === 'ENXIO' || code === 'ENODEV') return 'port-not-found'
  if (code === 'EBUSY') return 'port-busy'
  if (code === 'EACCES' || code === 'EPERM') return 'no-rights'
  if (code === 'EISDIR') return 'wrong-setting'
  return 'wire-error'
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
