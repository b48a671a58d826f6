/**
 * The virtual HID bus of the sandbox in the place of the native package: for journeys and for visitors without
 * a device. See `docs/decisions/0012-hid-scanners.md` for when it is used.
 *
 * One TCP connection on the loopback; each line is one JSON object. Reports are hexadecimal, number first.
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

import { connect, type Socket } from 'node:net'
import { hidPort, type HidLibrary } from './hid-guard'
import type { HidDeviceInfo, HidHandle, HidPort } from './hid-port'

/** A line of the bus, with everything it may hold. */
type BusLine = {
  readonly id?: number
  readonly answer?: unknown
  readonly error?: string
  readonly handle?: number
  readonly report?: string
}

type Waiting = { readonly resolve: (answer: unknown) => void; readonly reject: (e: Error) => void }
type BusListeners = Parameters<HidLibrary['open']>[1]

/**
 * The HID devices of a virtual bus.
 * @param address  "127.0.0.1:4540"; other computers are not asked
 */
export function hidBusPort(address: string): HidPort {
  return hidPort(new HidBus(address))
}

/** Whether a text names a virtual bus on this computer. */
export function isHidBusAddress(text: string): boolean {
  return /^127\.0\.0\.1:\d{1,5}$/.test(text)
}

/** The near end of the bus. Without a bus there are no devices; it is looked for again at the next question. */
class HidBus implements HidLibrary {
  readonly #port: number
  readonly #waiting = new Map<number, Waiting>()
  readonly #handles = new Map<number, BusListeners>()
  #connecting: Promise<Socket> | null = null
  #lastId = 0

  constructor(address: string) {
    this.#port = Number(address.split(':')[1])
  }

  async list(): Promise<readonly Omit<HidDeviceInfo, 'inUse'>[]> {
    return (await this.#ask({ ask: 'list' })) as readonly HidDeviceInfo[]
  }

  async open(path: string, listeners: BusListeners): Promise<HidHandle> {
    const handle = (await this.#ask({ ask: 'open', path }, (answer) => {
      // In the same breath as the answer: the first report may be in the next line.
      this.#handles.set(answer as number, listeners)
    })) as number
    const send = (ask: 'write' | 'feature') => async (report: Uint8Array) => {
      await this.#ask({ ask, handle, report: Buffer.from(report).toString('hex') })
    }
    return {
      write: send('write'),
      sendFeature: send('feature'),
      close: async () => {
        this.#handles.delete(handle)
        await this.#ask({ ask: 'close', handle })
      },
    }
  }

  async #ask(question: object, onAnswer: (answer: unknown) => void = () => undefined) {
    const socket = await this.#connected()
    this.#lastId += 1
    const id = this.#lastId
    return new Promise<unknown>((resolve, reject) => {
      const answered = (answer: unknown): void => {
        onAnswer(answer)
        resolve(answer)
      }
      this.#waiting.set(id, { resolve: answered, reject })
      socket.write(`${JSON.stringify({ id, ...question })}\n`)
    })
  }

  #connected(): Promise<Socket> {
    this.#connecting ??= new Promise<Socket>((resolve, reject) => {
      const socket = connect(this.#port, '127.0.0.1')
      let rest = ''
      socket.setEncoding('utf8')
      socket.on('connect', () => resolve(socket))
      socket.on('error', reject)
      socket.on('close', () => this.#lose())
      socket.on('data', (text: string) => {
        const lines = (rest + text).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) this.#hear(JSON.parse(line) as BusLine)
      })
    })
    return this.#connecting
  }

  #hear({ id, answer, error, handle, report }: BusLine): void {
    if (id !== undefined) {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error === undefined) waiting?.resolve(answer)
      else waiting?.reject(new TypeError(error))
      return
    }
    const listeners = handle === undefined ? undefined : this.#handles.get(handle)
    if (report !== undefined) listeners?.onReport(Buffer.from(report, 'hex'))
    if (error !== undefined) listeners?.onError(error)
  }

  /** The bus is gone, and with it every device on it. */
  #lose(): void {
    this.#connecting = null
    const [waiting, handles] = [[...this.#waiting.values()], [...this.#handles.values()]]
    this.#waiting.clear()
    this.#handles.clear()
    for (const { reject } of waiting) reject(new Error('No such device: the bus is gone'))
    for (const { onError } of handles) onError('The bus is gone (device disconnected)')
  }
}
