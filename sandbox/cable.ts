import { join } from 'node:path'
import { openPtyPair, type PtyPair } from './pty'

/** A pretended device that holds its end of a serial cable. */
export type CableDevice = { close(): Promise<void> }

/**
 * A device of the sandbox with its serial cable. Pulled, the terminal sees its port vanish; plugged in again,
 * it comes back under the same name, as a USB cable does.
 */
export class Cable<Device extends CableDevice = CableDevice> {
  /** The terminal's end. */
  readonly path: string
  readonly #folder: string
  readonly #name: string
  readonly #attach: (devicePath: string) => Promise<Device>
  #pair: PtyPair | null = null
  #device: Device | null = null

  /**
   * @param folder  where both ends appear
   * @param name    of the terminal's end
   * @param attach  opens the device at its end; called again each time the cable is plugged in
   */
  constructor(folder: string, name: string, attach: (devicePath: string) => Promise<Device>) {
    this.path = join(folder, name)
    this.#folder = folder
    this.#name = name
    this.#attach = attach
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

  /** Plugs it in; nothing happens when it is in. */
  async plug(): Promise<void> {
    if (this.#pair !== null) return
    this.#pair = await openPtyPair(this.#folder, this.#name)
    try {
      this.#device = await this.#attach(this.#pair.devicePath)
    } catch (error) {
      await this.pull()
      throw error
    }
  }

  /** Pulls it out; nothing happens when it is out. */
  async pull(): Promise<void> {
    const [pair, device] = [this.#pair, this.#device]
    this.#pair = null
    this.#device = null
    await device?.close()
    await pair?.close()
  }
}
