import { execFileSync } from 'node:child_process'
import { constants, openSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, Socket, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SerialPort } from 'serialport'
import { openPtyPair } from '../../../sandbox/pty'
import { systemClock } from '../clock'
import { fileWire } from './file'
import { serialWire } from './serial'
import { tcpWire } from './tcp'
import { wireSuite, type WirePeer } from './testing/wire-suite'
import type { WireListeners, WireMaker } from './wire'

const MISSING = { missing: 'port-not-found', muchBytes: 300_000 } as const

wireSuite('a serial port', MISSING, () => ptyPeer((path) => serialWire({ path }, systemClock)))

wireSuite('a device file that answers', MISSING, () =>
  ptyPeer((path) => fileWire({ path }, systemClock)),
)

wireSuite('a device file that is only written to', MISSING, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wire-fifo-'))
  const path = join(folder, 'lp0')
  execFileSync('mkfifo', [path])
  // Open for both, so that the printer is on even while no wire is there.
  const reader = new Socket({ fd: openSync(path, constants.O_RDWR | constants.O_NONBLOCK) })
  const chunks: Buffer[] = []
  reader.on('data', (bytes) => chunks.push(bytes))
  const wireAt = (at: string) => fileWire({ path: at }, systemClock)
  return {
    makeWire: (listeners) => wireAt(path)(listeners),
    makeLost: (listeners) => wireAt(join(folder, 'nothing'))(listeners),
    received: () => Buffer.concat(chunks),
    say: null,
    hold: () => {
      reader.pause()
      return { release: () => void reader.resume() }
    },
    vanish: () => rm(path),
    close: async () => {
      reader.destroy()
      await rm(folder, { recursive: true })
    },
  }
})

wireSuite('TCP', { missing: 'connection-refused', muchBytes: 16_000_000 }, async () => {
  const chunks: Buffer[] = []
  const sockets: Socket[] = []
  let isHeld = false
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => chunks.push(bytes))
    if (isHeld) socket.pause()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const spare = createServer()
  await new Promise<void>((resolve) => spare.listen(0, '127.0.0.1', resolve))
  const nowhere = (spare.address() as AddressInfo).port
  await new Promise((resolve) => spare.close(resolve))
  const wireTo = (to: number) => tcpWire({ host: '127.0.0.1', port: to }, systemClock)
  const hangUp = () => sockets.splice(0).forEach((socket) => socket.destroy())
  return {
    makeWire: (listeners: WireListeners) => wireTo(port)(listeners),
    makeLost: (listeners: WireListeners) => wireTo(nowhere)(listeners),
    received: () => Buffer.concat(chunks),
    say: async (bytes) => {
      while (sockets.length === 0) await new Promise((resolve) => setImmediate(resolve))
      for (const socket of sockets) socket.write(bytes)
    },
    hold: () => {
      isHeld = true
      for (const socket of sockets) socket.pause()
      return {
        release: () => {
          isHeld = false
          for (const socket of sockets) socket.resume()
        },
      }
    },
    vanish: async () => {
      while (sockets.length === 0) await new Promise((resolve) => setImmediate(resolve))
      hangUp()
    },
    close: async () => {
      hangUp()
      await new Promise((resolve) => server.close(resolve))
    },
  }
})

/** A device at the far end of a cable, which reads as a serial device does. */
async function ptyPeer(wireAt: (path: string) => WireMaker): Promise<WirePeer> {
  const folder = await mkdtemp(join(tmpdir(), 'wire-pty-'))
  const cable = await openPtyPair(folder, 'port')
  const device = new SerialPort({ path: cable.devicePath, baudRate: 9600, autoOpen: false })
  const chunks: Buffer[] = []
  await new Promise<void>((resolve, reject) =>
    device.open((error) => (error ? reject(error) : resolve())),
  )
  device.on('data', (bytes: Buffer) => chunks.push(bytes))
  device.on('error', () => undefined)
  return {
    makeWire: (listeners) => wireAt(cable.path)(listeners),
    makeLost: (listeners) => wireAt(join(folder, 'nothing'))(listeners),
    received: () => Buffer.concat(chunks),
    say: async (bytes) => void device.write(Buffer.from(bytes)),
    hold: () => {
      device.pause()
      return { release: () => void device.resume() }
    },
    vanish: () => cable.close(),
    close: async () => {
      if (device.isOpen) await new Promise((resolve) => device.close(resolve))
      await cable.close()
      await rm(folder, { recursive: true })
    },
  }
}
