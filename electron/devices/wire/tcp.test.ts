import { createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { systemClock } from '../clock'
import { tcpWire } from './tcp'
import type { Wire } from './wire'

const ends: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A network printer that keeps what it gets. */
async function listen() {
  const sockets: Socket[] = []
  const received: number[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => received.push(...bytes))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const hangUp = () => sockets.splice(0).forEach((socket) => socket.destroy())
  const close = () =>
    new Promise<void>((resolve) => {
      hangUp()
      server.close(() => resolve())
    })
  ends.push(close)
  const address = server.address() as AddressInfo
  return { port: address.port, sockets, received, hangUp, close }
}

function wireTo(port: number) {
  const received: number[] = []
  const lost: string[] = []
  const wire: Wire = tcpWire(
    { host: '127.0.0.1', port },
    systemClock,
  )({
    onBytes: (bytes) => received.push(...bytes),
    onClosed: (failure) => lost.push(failure),
  })
  ends.push(() => wire.close())
  return { wire, received, lost }
}

it('bytes pass both ways', async () => {
  const printer = await listen()
  const { wire, received } = wireTo(printer.port)
  await wire.open()
  await wire.write(Uint8Array.of(1, 2, 3))
  await vi.waitFor(() => expect(printer.received).toEqual([1, 2, 3]))
  printer.sockets[0]?.write(Uint8Array.of(0x12))
  await vi.waitFor(() => expect(received).toEqual([0x12]))
})

it('a printer that refuses is told as such', async () => {
  const printer = await listen()
  await printer.close()
  const { wire } = wireTo(printer.port)
  await expect(wire.open()).rejects.toMatchObject({ code: 'connection-refused' })
  expect(wire.status).toBe('failed')
})

it('a printer that hangs up is a loss, told once', async () => {
  const printer = await listen()
  const { wire, lost } = wireTo(printer.port)
  await wire.open()
  await vi.waitFor(() => expect(printer.sockets.length).toBe(1))
  printer.hangUp()
  await vi.waitFor(() => expect(lost.length).toBe(1))
  await expect(wire.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'not-open' })
})

it('closing with bytes the printer has not taken fails the write and is no loss', async () => {
  const printer = await listen()
  const { wire, lost } = wireTo(printer.port)
  await wire.open()
  await vi.waitFor(() => expect(printer.sockets.length).toBe(1))
  printer.sockets[0]?.pause()
  const written = expect(wire.write(new Uint8Array(50_000_000))).rejects.toMatchObject({
    code: 'write-lost',
  })
  await wire.close()
  await written
  expect(lost).toEqual([])
})

it('closing waits until the printer has heard all of it, also while it talks', async () => {
  const printer = await listen()
  const { wire } = wireTo(printer.port)
  await wire.open()
  await vi.waitFor(() => expect(printer.sockets.length).toBe(1))
  const ends: string[] = []
  const [socket] = printer.sockets
  socket?.on('error', () => ends.push('cut off'))
  socket?.on('end', () => ends.push('in order'))
  await wire.write(Uint8Array.of(1, 2, 3))
  socket?.write(new Uint8Array(100_000))
  await wire.close()
  expect(ends).toEqual(['in order'])
  expect(printer.received).toEqual([1, 2, 3])
})

it('a printer that never hangs up is left', async () => {
  const keeper = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', () => undefined)
    ends.push(() => Promise.resolve(void socket.destroy()))
  })
  await new Promise<void>((resolve) => keeper.listen(0, '127.0.0.1', resolve))
  const { wire } = wireTo((keeper.address() as AddressInfo).port)
  await wire.open()
  await wire.close()
  keeper.close()
})

it('closing while connecting ends the attempt', async () => {
  const printer = await listen()
  const { wire } = wireTo(printer.port)
  const opening = expect(wire.open()).rejects.toMatchObject({ code: 'not-open' })
  await wire.close()
  await opening
})
