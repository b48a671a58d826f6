import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Some hundred orders; with less the disk is as good as full. */
const ROOM_BYTES = 1_000_000

/** Whether there is room for a day's orders in a folder: so much is written there, and taken away again. */
export function hasRoom(folder: string): boolean {
  const path = join(folder, 'room')
  try {
    const file = openSync(path, 'w', 0o600)
    try {
      const written = writeSync(file, Buffer.alloc(ROOM_BYTES))
      fsyncSync(file)
      return written === ROOM_BYTES
    } finally {
      closeSync(file)
    }
  } catch {
    return false
  } finally {
    removeQuietly(path)
  }
}

/** On a disk that can only be read there is nothing to remove. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    return
  }
}
