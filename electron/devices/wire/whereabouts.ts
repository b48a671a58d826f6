import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { UsbIdentity } from '../../../shared/device-settings'
import { Fault } from '../../../shared/fault'
import { hasIdentity } from './hid-port'
import { listSerial, type SerialEntry, type SerialList } from './serial-list'

/** Where Linux lists USB serial devices by maker, model and serial number. */
const BY_ID = '/dev/serial/by-id'

const IS_WINDOWS = process.platform === 'win32'

/** What a setting says of where a serial device is. */
export type Place = { readonly path: string; readonly device: UsbIdentity | null }

/** Where to look; a test has its own. */
export type Places = {
  readonly list?: SerialList
  /** Folder of the devices' own names. */
  readonly byId?: string
}

/**
 * Knows where a serial device is to be found.
 *
 * A setting that says which device it is (maker, model, serial number) is followed wherever the cable goes,
 * and another device that sits where this one was is never opened. A setting that only names a socket or
 * a port number (`/dev/ttyUSB0`) is learned from: once a device has been open there, its own name leads to it
 * wherever it comes back. While it is away the setting stands, so that a spare one can take its socket.
 */
export class Whereabouts {
  readonly #place: Place
  readonly #list: SerialList
  readonly #byId: string
  readonly #taken = new Set<string>()
  #ownName: string | null = null
  #learned: UsbIdentity | null = null

  constructor(place: Place, { list = listSerial, byId = BY_ID }: Places = {}) {
    this.#place = place
    this.#list = list
    this.#byId = byId
  }

  /**
   * The path to open next.
   * @throws Fault  `port-not-found`: the device is nowhere. `wrong-device`: another one is in its place
   */
  async path(): Promise<string> {
    const { path, device } = this.#place
    if (device !== null) return this.#find(device)
    if (this.#ownName !== null && (await targetOf(this.#ownName)) !== null) return this.#ownName
    const learned = this.#learned
    if (learned === null) return path
    const fitting = (await this.#list()).filter((entry) => isDevice(entry, learned))
    const found = (await firstAt(fitting, await targetOf(path))) ?? fitting[0]
    return found?.path ?? path
  }

  /** Learns the own name of the device that was found at a path. */
  async remember(path: string): Promise<void> {
    this.#taken.clear()
    if (this.#place.device !== null) return
    const target = await targetOf(path)
    const names = await readdir(this.#byId).catch(() => [])
    for (const name of names) {
      const ownName = join(this.#byId, name)
      if (target !== null && (await targetOf(ownName)) === target) this.#ownName = ownName
    }
    if (this.#ownName === null) this.#learned = await this.#identityAt(target)
  }

  /** Somebody else has it open: of two devices that are alike, the other one is tried next. */
  avoid(path: string): void {
    this.#taken.add(path)
  }

  /** Null where the device says nothing, or says the same as another one that is there. */
  async #identityAt(target: string | null): Promise<UsbIdentity | null> {
    const all = await this.#list()
    const entry = await firstAt(all, target)
    if (entry === undefined || entry.vendorId === null) return this.#learned
    const { vendorId, productId, serialNumber } = entry
    const identity = { vendorId, productId, serialNumber }
    const alike = all.filter((one) => isDevice(one, identity))
    return alike.length === 1 ? identity : null
  }

  async #find(device: UsbIdentity): Promise<string> {
    const all = await this.#list()
    const fitting = all.filter((entry) => isDevice(entry, device))
    if (fitting.every((entry) => this.#taken.has(entry.path))) this.#taken.clear()
    const free = fitting.filter((entry) => !this.#taken.has(entry.path))
    const target = await targetOf(this.#place.path)
    const found = (await firstAt(free, target)) ?? free[0]
    if (found !== undefined) return found.path
    const where = this.#place.path || 'any port'
    if (target === null || (IS_WINDOWS && !all.some((entry) => entry.path === target))) {
      throw new Fault('port-not-found', 'later', `It is not at ${where}`)
    }
    throw new Fault('wrong-device', 'later', `Another device is at ${where}`)
  }
}

function isDevice(entry: SerialEntry, device: UsbIdentity): boolean {
  const { vendorId, productId, serialNumber } = entry
  if (vendorId === null || productId === null) return false
  return hasIdentity({ vendorId, productId, serialNumber }, device)
}

/** Two devices that are alike and say no number are told apart by where they are. */
async function firstAt(
  entries: readonly SerialEntry[],
  target: string | null,
): Promise<SerialEntry | undefined> {
  const targets = await Promise.all(entries.map((entry) => targetOf(entry.path)))
  return entries[targets.findIndex((one) => one !== null && one === target)]
}

/** On Windows a port is no file; its name is all there is. */
async function targetOf(path: string): Promise<string | null> {
  if (path === '') return null
  if (IS_WINDOWS) return path
  return realpath(path).catch(() => null)
}
