/**
 * A USB bus without wires: HID devices that a terminal lists, opens, reads and writes over TCP on the loopback,
 * in place of the native package. It answers in that package's words and knows its rules: a report
 * that nobody has open is gone, and an unplugged device is told as a failed read, never as an event.
 *
 * One connection for each terminal; each line is one JSON object. Reports are hexadecimal, number first.
 *
 *     to the bus     { id, ask: "list" }
 *                    { id, ask: "open", path }
 *                    { id, ask: "write" | "feature", handle, report }
 *                    { id, ask: "close", handle }
 *     from the bus   { id, answer }              the list, the number of a handle, or null
 *                    { id, error }               in the words of the native package
 *                    { handle, report }          an input report
 *                    { handle, error }           the device went
 */

import { createServer, type Server, type Socket } from 'node:net'
import { z } from 'zod'

/** A device on the bus. */
export type BusDevice = {
  /** Where it appears; a device with several entries appears there with each. */
  readonly path: string
  readonly vendorId: string
  readonly productId: string
  readonly serialNumber: string | null
  readonly manufacturer: string
  readonly product: string
  /** What it is: usage page and usage of each of its entries. */
  readonly entries: readonly (readonly [page: number, usage: number])[]
  /** Why it cannot be opened, in the words of the system. */
  readonly openError?: string
  /** Hears what the terminal sends. Throws in the words of the system what the device does not take. */
  readonly onReport?: (kind: 'output' | 'feature', report: Uint8Array) => void
}

const question = z.object({
  id: z.number(),
  ask: z.literal(['list', 'open', 'write', 'feature', 'close']),
  path: z.string().optional(),
  handle: z.number().optional(),
  report: z.string().optional(),
})
type Question = z.infer<typeof question>

const GONE = 'could not read from HID device: hid_read_timeout: unexpected poll error'

/** The bus; close it when done. */
export class VirtualHidBus {
  readonly #server: Server
  readonly #terminals = new Set<Terminal>()
  readonly #devices: BusDevice[] = []

  constructor(server: Server) {
    this.#server = server
    server.on('connection', (socket) => {
      const terminal = new Terminal(socket, this.#devices)
      this.#terminals.add(terminal)
      socket.on('close', () => this.#terminals.delete(terminal))
    })
  }

  /** What the terminal is told: `CASHIER_HID_BUS`. */
  get address(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('The bus is closed.')
    return `127.0.0.1:${address.port}`
  }

  /** Plugs a device in. */
  plug(device: BusDevice): void {
    if (this.#devices.some((one) => one.path === device.path)) {
      throw new Error(`There is a device at ${device.path}.`)
    }
    this.#devices.push(device)
  }

  /** Pulls a device out; nothing happens when it is out. */
  unplug(device: BusDevice): void {
    const place = this.#devices.indexOf(device)
    if (place < 0) return
    this.#devices.splice(place, 1)
    for (const terminal of this.#terminals) terminal.lose(device)
  }

  /** A device sends a report to everyone who has it open; answers how many that were. */
  send(device: BusDevice, report: Uint8Array): number {
    return [...this.#terminals].reduce((sum, terminal) => sum + terminal.send(device, report), 0)
  }

  /** How often a device is open now. */
  opened(device: BusDevice): number {
    return [...this.#terminals].reduce((sum, terminal) => sum + terminal.opened(device), 0)
  }

  /** Ends the bus: to the terminals every device is gone. */
  async close(): Promise<void> {
    for (const terminal of this.#terminals) terminal.hangUp()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }
}

/** Starts a bus on a free port. */
export async function startHidBus(): Promise<VirtualHidBus> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return new VirtualHidBus(server)
}

/** One terminal on the bus, with what it has open. */
class Terminal {
  readonly #socket: Socket
  readonly #devices: readonly BusDevice[]
  readonly #handles = new Map<number, BusDevice>()
  #lastHandle = 0

  constructor(socket: Socket, devices: readonly BusDevice[]) {
    this.#socket = socket
    this.#devices = devices
    let rest = ''
    socket.setEncoding('utf8')
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) this.#answer(question.parse(JSON.parse(line)))
    })
  }

  send(device: BusDevice, report: Uint8Array): number {
    const hex = Buffer.from(report).toString('hex')
    const handles = this.#handlesOf(device)
    for (const handle of handles) this.#say({ handle, report: hex })
    return handles.length
  }

  lose(device: BusDevice): void {
    for (const handle of this.#handlesOf(device)) {
      this.#say({ handle, error: `${GONE} (device disconnected)` })
    }
  }

  opened(device: BusDevice): number {
    return this.#handlesOf(device).length
  }

  hangUp(): void {
    this.#socket.destroy()
  }

  #handlesOf(device: BusDevice): readonly number[] {
    return [...this.#handles].flatMap(([handle, opened]) => (opened === device ? [handle] : []))
  }

  #answer(asked: Question): void {
    try {
      this.#say({ id: asked.id, answer: this.#do(asked) })
    } catch (error) {
      this.#say({ id: asked.id, error: error instanceof Error ? error.message : String(error) })
    }
  }

  #do({ ask, path, handle = 0, report = '' }: Question): unknown {
    switch (ask) {
      case 'list':
        return this.#devices.flatMap(entriesOf)
      case 'open':
        return this.#open(path ?? '')
      case 'close':
        this.#handles.delete(handle)
        return null
      case 'write':
      case 'feature':
        return this.#take(ask === 'write' ? 'output' : 'feature', handle, report)
    }
  }

  #open(path: string): number {
    const device = this.#devices.find((one) => one.path === path)
    if (device === undefined) {
      throw new Error(`cannot open device with path ${path}: No such file or directory`)
    }
    if (device.openError !== undefined) {
      throw new Error(`cannot open device with path ${path}: ${device.openError}`)
    }
    this.#lastHandle += 1
    this.#handles.set(this.#lastHandle, device)
    return this.#lastHandle
  }

  #take(kind: 'output' | 'feature', handle: number, report: string): null {
    const device = this.#handles.get(handle)
    if (device === undefined || !this.#devices.includes(device)) {
      throw new Error('Cannot write to hid device: No such device')
    }
    device.onReport?.(kind, Buffer.from(report, 'hex'))
    return null
  }

  #say(line: object): void {
    if (!this.#socket.destroyed) this.#socket.write(`${JSON.stringify(line)}\n`)
  }
}

function entriesOf({ entries, ...device }: BusDevice) {
  const { path, vendorId, productId, serialNumber, manufacturer, product } = device
  return entries.map(([usagePage, usage]) => ({
    ...{ path, vendorId, productId, serialNumber, manufacturer, product, usagePage, usage },
  }))
}
