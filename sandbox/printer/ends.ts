/** The printer's end of its cable: a serial line or a network socket. */
import { createServer, type Socket } from 'node:net'
import { SerialPort } from 'serialport'

/** What a cable brings, and that it is gone. */
export type EndListeners = {
  readonly onBytes: (bytes: Uint8Array) => void
  readonly onClosed: () => void
}

/** An open end. */
export type PrinterEnd = {
  /** The network port it listens on; 0 on a serial line. */
  readonly tcpPort: number
  write(bytes: Uint8Array): void
  /** Leaves what arrives on the cable. */
  pause(): void
  resume(): void
  close(): Promise<void>
}

/** Opens a serial line. */
export async function openSerialEnd(
  path: string,
  baudRate: number,
  { onBytes, onClosed }: EndListeners,
): Promise<PrinterEnd> {
  const port = new SerialPort({ path, baudRate, autoOpen: false })
  await new Promise<void>((resolve, reject) =>
    port.open((error) => (error ? reject(error) : resolve())),
  )
  port.on('data', (bytes: Uint8Array) => onBytes(bytes))
  port.on('error', () => undefined)
  port.on('close', onClosed)
  return {
    tcpPort: 0,
    write: (bytes) => void (port.isOpen && port.write(Buffer.from(bytes))),
    pause: () => void port.pause(),
    resume: () => void port.resume(),
    close: async () => {
      if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()))
    },
  }
}

/** Listens on a free port of the loopback network; one connection at a time, as such printers do. */
export async function openTcpEnd({ onBytes, onClosed }: EndListeners): Promise<PrinterEnd> {
  let socket: Socket | null = null
  const server = createServer((next) => {
    if (socket !== null) return void next.destroy()
    socket = next
    next.setNoDelay(true)
    next.on('data', (bytes: Uint8Array) => onBytes(bytes))
    next.on('error', () => undefined)
    next.on('close', () => {
      if (socket === next) socket = null
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    tcpPort: typeof address === 'object' && address !== null ? address.port : 0,
    write: (bytes) => void socket?.write(bytes),
    pause: () => void socket?.pause(),
    resume: () => void socket?.resume(),
    close: async () => {
      socket?.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      onClosed()
    },
  }
}
