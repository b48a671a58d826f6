import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Wire, WireFailure, WireListeners, WireStatus } from '../wire'

/** A device at the other end of a wire, as a test plays it. */
export type WirePeer = {
  /** A wire to this device that is not open yet. */
  makeWire(listeners: WireListeners): Wire
  /** A wire to where nothing is. */
  makeLost(listeners: WireListeners): Wire
  /** Every byte the device got, in order. */
  received(): Uint8Array
  /** The device says something; null where the transport only writes. */
  readonly say: ((bytes: Uint8Array) => Promise<void>) | null
  /** The device takes no more bytes until it is told to; null where it cannot be held back. */
  readonly hold: (() => { release(): void }) | null
  /** The cable comes out, or the power goes; null where that shows at the next write alone. */
  readonly vanish: (() => Promise<void>) | null
  close(): Promise<void>
}

/** How a wire to nothing fails, and how many bytes are surely more than a held device takes. */
export type WireCase = {
  readonly missing: WireFailure
  readonly muchBytes: number
}

/** What every transport keeps, whatever carries the bytes. */
export function wireSuite(
  name: string,
  { missing, muchBytes }: WireCase,
  startPeer: () => Promise<WirePeer>,
): void {
  describe(`a wire over ${name}`, () => {
    let peer: WirePeer
    let wires: Wire[]
    let heard: number[]
    let lost: WireFailure[]

    const listeners: WireListeners = {
      onBytes: (bytes) => heard.push(...bytes),
      onClosed: (failure) => lost.push(failure),
    }
    const newWire = () => kept(peer.makeWire(listeners))
    const kept = (wire: Wire) => {
      wires.push(wire)
      return wire
    }
    const openWire = async () => {
      const wire = newWire()
      await wire.open()
      return wire
    }
    const statusOf = (wire: Wire): WireStatus => wire.status
    const isAll = (bytes: Uint8Array) =>
      vi.waitFor(() => expect(Buffer.compare(peer.received(), bytes)).toBe(0), 10_000)

    beforeEach(async () => {
      wires = []
      heard = []
      lost = []
      peer = await startPeer()
    })

    afterEach(async () => {
      await Promise.all(wires.map((wire) => wire.close()))
      await peer.close()
    })

    it('carries all 256 byte values to the device, in order', async () => {
      const wire = await openWire()
      expect(statusOf(wire)).toBe('ready')
      const bytes = Uint8Array.from({ length: 256 }, (_, n) => n)
      await wire.write(bytes.subarray(0, 100))
      await wire.write(bytes.subarray(100))
      await isAll(bytes)
    })

    it('carries all 256 byte values from the device, in order', async () => {
      await openWire()
      if (peer.say === null) return
      const bytes = Uint8Array.from({ length: 256 }, (_, n) => n)
      await peer.say(bytes)
      await vi.waitFor(() => expect(heard).toEqual([...bytes]))
    })

    it('says where nothing is, and has no way back', async () => {
      const wire = kept(peer.makeLost(listeners))
      await expect(wire.open()).rejects.toMatchObject({ code: missing })
      expect(statusOf(wire)).toBe('failed')
      await expect(wire.open()).rejects.toThrow()
      expect(lost).toEqual([])
    })

    it('refuses bytes before it is open and after it is closed, and keeps none', async () => {
      const wire = newWire()
      await expect(wire.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'not-open' })
      await wire.open()
      await wire.write(Uint8Array.of(2))
      await isAll(Uint8Array.of(2))
      await wire.close()
      await expect(wire.write(Uint8Array.of(3))).rejects.toMatchObject({ code: 'not-open' })
      await (await openWire()).write(Uint8Array.of(4))
      await isAll(Uint8Array.of(2, 4))
    })

    it('is opened once, and closed as often as anybody likes', async () => {
      const wire = await openWire()
      await wire.close()
      await wire.close()
      expect(statusOf(wire)).toBe('closed')
      await expect(wire.open()).rejects.toThrow()
      expect(lost).toEqual([])
    })

    it('closed while it opens leaves the device free', async () => {
      const wire = newWire()
      const opening = wire.open().then(
        () => 'opened',
        () => 'refused',
      )
      await wire.close()
      expect(await opening).toBe('refused')
      await openWire()
    })

    it('that is held back in the middle sends the rest once, and no byte twice', async () => {
      const wire = await openWire()
      if (peer.hold === null) return
      const held = peer.hold()
      const bytes = Uint8Array.from({ length: muchBytes }, (_, n) => (n * 7 + (n >> 8)) & 0xff)
      let done = false
      const written = wire.write(bytes).then(() => (done = true))
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(done).toBe(false)
      held.release()
      await written
      await isAll(bytes)
    })

    it('closed with bytes still held back fails their write, and that is no loss', async () => {
      const wire = await openWire()
      if (peer.hold === null) return
      peer.hold()
      const written = expect(wire.write(new Uint8Array(muchBytes))).rejects.toMatchObject({
        code: 'write-lost',
      })
      await new Promise((resolve) => setTimeout(resolve, 50))
      await wire.close()
      await written
      expect(lost).toEqual([])
    })

    it('tells once that the device has gone', async () => {
      const wire = await openWire()
      if (peer.vanish === null) return
      await peer.vanish()
      await vi.waitFor(() => expect(lost.length).toBe(1), 5000)
      expect(statusOf(wire)).toBe('failed')
      await expect(wire.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'not-open' })
      await wire.close()
      expect(lost.length).toBe(1)
    })
  })
}
