import { join } from 'node:path'
import { openPtyPair, type PtyPair } from './pty'
import type { SerialPorts, UsbWords } from './serial-ports'

/** A pretended device that holds its end of a serial cable. */
export type CableDevice = { close(): Promise<void> }

type Listed = { readonly ports: SerialPorts; readonly words: UsbWords }

/**
 * A device of the sandbox with its serial cable. Pulled, the terminal sees its port vanish; plugged in again,
 * it comes back under the same name, or under another one, as USB cables do.
 */
export class Cable<Device extends CableDevice = CableDevice> {
  readonly #folder: string
  readonly #name: string
  readonly #attach: (devicePath: string) => Promise<Device>
  #pair: PtyPair | null = null
  #device: Device | null = null
  #path: string
  #listed: Listed | null = null

  /**
   * @param folder  where both ends appear
   * @param name    of the terminal's end
   * @param attach  opens the device at its end; called again each time the cable is plugged in
   */
  constructor(folder: string, name: string, attach: (devicePath: string) => Promise<Device>) {
    this.#path = join(folder, name)
    this.#folder = folder
    this.#name = name
    this.#attach = attach
  }

  /** The terminal's end, where it is or was last. */
  get path(): string {
    return this.#path
  }

  /** Lists it among the serial ports while it is plugged in. */
  listIn(ports: SerialPorts, words: UsbWords): void {
    this.#listed = { ports, words }
  }

  /** The device; there only while the cable is in. */
  get device(): Device {
    if (this.#device === null) throw new Error(`The cable of the ${this.#name} is not plugged in.`)
    return this.#device
  }

  /** True while the cable is in. */
  get isIn(): boolean {
    return this.#device !== null
  }

  /**
   * Plugs it in; nothing happens when it is in.
   * @param name  of the terminal's end this time
   */
  async plug(name: string = this.#name): Promise<void> {
    if (this.#pair !== null) return
    const pair = await openPtyPair(this.#folder, name)
    this.#pair = pair
    this.#path = pair.path
    try {
      this.#device = await this.#attach(pair.devicePath)
      this.#listed?.ports.add(pair.path, this.#listed.words)
    } catch (error) {
      await this.pull()
      throw error
    }
  }

  /** Pulls it out; nothing happens when it is out. */
  async pull(): Promise<void> {
    const [pair, device] = [this.#pair, this.#device]
    this.#listed?.ports.remove(this.#path)
    this.#pair = null
    this.#device = null
    await device?.close()
    await pair?.close()
  }
}
