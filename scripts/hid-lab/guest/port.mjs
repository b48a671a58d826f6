import {
  closeSync,
  constants,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

const LISTED = '/sys/class/virtio-ports'
const LOOK_MS = 10
const PIECE_BYTES = 65_536

/** A device file that is read without waiting, and written to at once. */
export class Port {
  #file
  #timer
  #piece = Buffer.alloc(PIECE_BYTES)
  #waiting = []

  /**
   * @param path     of the device file
   * @param onBytes  hears what arrives
   */
  constructor(path, onBytes) {
    this.#file = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
    this.#timer = setInterval(() => this.#look(onBytes), LOOK_MS)
  }

  /** What the other end does not take now waits until it does; a report stays one report. */
  write(bytes) {
    this.#waiting.push(Buffer.from(bytes))
    this.#writeSome()
  }

  close() {
    clearInterval(this.#timer)
    closeSync(this.#file)
  }

  #writeSome() {
    for (let bytes = this.#waiting[0]; bytes !== undefined; bytes = this.#waiting[0]) {
      try {
        const rest = bytes.subarray(writeSync(this.#file, bytes))
        this.#waiting.splice(0, 1, ...(rest.length > 0 ? [rest] : []))
      } catch (error) {
        if (error.code === 'EAGAIN') return
        this.#waiting = []
      }
    }
  }

  #look(onBytes) {
    this.#writeSome()
    for (;;) {
      const length = this.#readSome()
      if (length === 0) return
      onBytes(Buffer.from(this.#piece.subarray(0, length)))
    }
  }

  /** Nothing there is EAGAIN or 0; a device whose cable is out says EIO or the like. */
  #readSome() {
    try {
      return readSync(this.#file, this.#piece, 0, PIECE_BYTES, null)
    } catch {
      return 0
    }
  }
}

/** Where one of the machine's named ports is. */
export function machinePort(name) {
  const found = readdirSync(LISTED).find(
    (port) => readFileSync(join(LISTED, port, 'name'), 'utf8').trim() === name,
  )
  if (found === undefined) throw new Error(`The machine has no port ${name}`)
  return join('/dev', found)
}
