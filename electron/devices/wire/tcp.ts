import { createConnection, type Socket } from 'node:net'
import { Fault } from '../../../shared/fault'
import type { Clock } from '../clock'
import type { Wire, WireFailure, WireListeners, WireMaker, WireStatus } from './wire'

/** Where a network printer listens. Its raw port is 9100 by custom. */
export type TcpSettings = { readonly host: string; readonly port?: number }

const RAW_PORT = 9100
const CONNECT_MS_MAX = 3000

/** Silence after which the system itself looks whether the other end is there. */
const KEEP_ALIVE_MS = 10_000

/** A printer that does not hang up after us is left by then. */
const HANG_UP_MS_MAX = 500

/** Makes TCP wires to one address. */
export function tcpWire(settings: TcpSettings, clock: Clock): WireMaker {
  return (listeners) => new TcpWire(settings, listeners, clock)
}

/**
 * One TCP connection. "Written" means handed to the network; only an answer proves more.
 *
 * Some print servers throw away what they have not printed when a connection breaks off. So it is ended in
 * order: our half first, and the other end's answers are taken until it ends its own.
 */
class TcpWire implements Wire {
  status: WireStatus = 'closed'
  #used = false
  #socket: Socket | null = null
  #writes = 0
  #abandon: () => void = () => undefined

  constructor(
    private readonly settings: TcpSettings,
    private readonly listeners: WireListeners,
    private readonly clock: Clock,
  ) {}

  async open(): Promise<void> {
    if (this.#used) throw new Fault('wire-error', 'later', 'A wire is opened once')
    this.#used = true
    this.status = 'opening'
    const { host, port = RAW_PORT } = this.settings
    const socket = createConnection({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
    })
    this.#socket = socket
    await new Promise<void>((resolve, reject) => {
      const refuse = (code: WireFailure, detail: string) => {
        stopWaiting()
        socket.destroy()
        if (this.status === 'opening') this.status = 'failed'
        reject(new Fault(code, 'later', detail))
      }
      const stopWaiting = this.clock.after(CONNECT_MS_MAX, () =>
        refuse('not-answering', `${host}:${port} does not answer`),
      )
      this.#abandon = () => refuse('not-open', 'Closed while connecting')
      socket.once('error', (error: NodeJS.ErrnoException) =>
        refuse(connectFailure(error.code), error.message),
      )
      socket.once('connect', () => {
        stopWaiting()
        this.status = 'ready'
        resolve()
      })
    })
    this.#abandon = () => undefined
    socket.on('data', (bytes) => {
      if (this.status === 'ready') this.listeners.onBytes(bytes)
    })
    socket.on('error', () => this.#lose('wire-error'))
    socket.on('close', () => this.#lose('cable-out'))
  }

  async write(bytes: Uint8Array): Promise<void> {
    const socket = this.#socket
    if (this.status !== 'ready' || socket === null) {
      throw new Fault('not-open', 'later', 'The connection is not open')
    }
    this.#writes += 1
    await new Promise<void>((resolve, reject) => {
      socket.write(bytes, (error) => {
        this.#writes -= 1
        // A destroyed socket reports its unwritten bytes without an error.
        if (!error && this.status === 'ready') return resolve()
        const detail = error?.message ?? 'The connection was lost'
        reject(new Fault('write-lost', 'later', detail, { cause: error }))
      })
    })
  }

  async close(): Promise<void> {
    const socket = this.#socket
    const isInOrder = this.status === 'ready' && this.#writes === 0
    this.status = 'closed'
    this.#abandon()
    if (isInOrder && socket !== null) await this.#hangUp(socket)
    socket?.destroy()
  }

  #hangUp(socket: Socket): Promise<void> {
    return new Promise((resolve) => {
      const giveUp = this.clock.after(HANG_UP_MS_MAX, resolve)
      socket.once('close', () => {
        giveUp()
        resolve()
      })
      socket.end()
    })
  }

  #lose(failure: WireFailure): void {
    if (this.status !== 'ready') return
    this.status = 'failed'
    this.#socket?.destroy()
    this.listeners.onClosed(failure)
  }
}

function connectFailure(code: string | undefined): WireFailure {
  if (code === 'ECONNREFUSED') return 'connection-refused'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'host-not-found'
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'ETIMEDOUT') {
    return 'not-answering'
  }
  return 'wire-error'
}
