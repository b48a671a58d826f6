import { Fault } from '../../../shared/fault'
import type { HidDeviceInfo, HidHandle, HidListeners, HidPort } from './hid-port'
import type { WireFailure } from './wire'

/** What provides HID devices, in its own words: failures are sentences, and told as often as it likes. */
export interface HidLibrary {
  list(): Promise<readonly Omit<HidDeviceInfo, 'inUse'>[]>
  /** Begins to read at once. `onError` is also how an unplugged device is told. */
  open(
    path: string,
    listeners: {
      readonly onReport: (report: Uint8Array) => void
      readonly onError: (words: string) => void
    },
  ): Promise<HidHandle>
}

/** Makes the port of a library: failures get a code, a loss is told once, a device is opened once. */
export function hidPort(library: HidLibrary): HidPort {
  return new GuardedHidPort(library)
}

/**
 * Linux and macOS would let two scanners of the settings open the same device, and every scan would count
 * twice; so the port keeps book of what is open.
 */
class GuardedHidPort implements HidPort {
  readonly #open = new Set<string>()

  constructor(private readonly library: HidLibrary) {}

  async list(): Promise<readonly HidDeviceInfo[]> {
    try {
      const devices = await this.library.list()
      return devices.map((device) => ({ ...device, inUse: this.#open.has(device.path) }))
    } catch (error) {
      throw new Fault('wire-error', 'later', wordsOf(error), { cause: error })
    }
  }

  async open(path: string, listeners: HidListeners): Promise<HidHandle> {
    if (this.#open.has(path)) throw new Fault('port-busy', 'later', `${path} is open already`)
    this.#open.add(path)
    const handle = new GuardedHandle(listeners, () => this.#open.delete(path))
    try {
      handle.attach(
        await this.library.open(path, {
          onReport: (report) => handle.report(report),
          onError: (words) => handle.lose(words),
        }),
      )
      return handle
    } catch (error) {
      this.#open.delete(path)
      const words = wordsOf(error)
      throw new Fault(openFailure(words), 'later', words, { cause: error })
    }
  }
}

class GuardedHandle implements HidHandle {
  readonly #listeners: HidListeners
  readonly #release: () => void
  #raw: HidHandle | null = null
  #isOpen = true
  #closing: Promise<void> | null = null

  constructor(listeners: HidListeners, release: () => void) {
    this.#listeners = listeners
    this.#release = release
  }

  attach(raw: HidHandle): void {
    this.#raw = raw
  }

  report(report: Uint8Array): void {
    if (this.#isOpen) this.#listeners.onReport(report)
  }

  lose(words: string): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#listeners.onLost(lossFailure(words))
  }

  write(report: Uint8Array): Promise<void> {
    return this.#send((raw) => raw.write(report))
  }

  sendFeature(report: Uint8Array): Promise<void> {
    return this.#send((raw) => raw.sendFeature(report))
  }

  close(): Promise<void> {
    this.#isOpen = false
    this.#release()
    this.#closing ??= this.#raw?.close().catch(() => undefined) ?? Promise.resolve()
    return this.#closing
  }

  async #send(send: (raw: HidHandle) => Promise<void>): Promise<void> {
    const raw = this.#raw
    if (!this.#isOpen || raw === null) {
      throw new Fault('not-open', 'later', 'The device is not open')
    }
    try {
      await send(raw)
    } catch (error) {
      throw new Fault('write-lost', 'later', wordsOf(error), { cause: error })
    }
  }
}

/** The words of hidapi on Linux, macOS and Windows. */
const OPEN_FAILURES: readonly (readonly [RegExp, WireFailure])[] = [
  [/no such (file|device)|not found|cannot find|does ?n.t exist|0xe00002f0/i, 'port-not-found'],
  [/permission denied|not permitted|access (is )?denied|0x000000?05|0xe00002e2/i, 'no-rights'],
  [/busy|in use|sharing violation|exclusive access|0xe00002c5/i, 'port-busy'],
]

function openFailure(words: string): WireFailure {
  return OPEN_FAILURES.find(([known]) => known.test(words))?.[1] ?? 'wire-error'
}

/** A device has no other way to say that it went than a failed read. */
function lossFailure(words: string): WireFailure {
  return /disconnect|not connected|no such device|i\/o error|not functioning/i.test(words)
    ? 'cable-out'
    : 'wire-error'
}

/** The native package throws Errors and tells plain strings. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
