import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'

/** Where Linux lists USB serial devices by maker, model and serial number. */
const BY_ID = '/dev/serial/by-id'

/**
 * Knows where a serial device is to be found. The setting names a socket or a port number
 * (`/dev/ttyUSB0`), which can change when the cable is pushed in again; once the device has been open
 * there, its own name leads to it wherever it comes back. Elsewhere than on Linux the setting stands.
 */
export class Whereabouts {
  #ownName: string | null = null

  /** @param folder  of the devices' own names */
  constructor(
    private readonly setting: string,
    private readonly folder: string = BY_ID,
  ) {}

  /** The path to open next. */
  async path(): Promise<string> {
    if (this.#ownName !== null && (await targetOf(this.#ownName)) !== null) return this.#ownName
    return this.setting
  }

  /** Learns the own name of the device that was found at a path. */
  async remember(path: string): Promise<void> {
    const target = await targetOf(path)
    const names = await readdir(this.folder).catch(() => [])
    for (const name of names) {
      const ownName = join(this.folder, name)
      if (target !== null && (await targetOf(ownName)) === target) this.#ownName = ownName
    }
  }
}

function targetOf(path: string): Promise<string | null> {
  return realpath(path).catch(() => null)
}
