/** A job in pieces that a printer without a handshake can hold. */
import { encodePaperRequest } from './escpos'

/** Bytes that may be under way before the printer has answered; half of the small receive buffers. */
export const PIECE_BYTES_MAX = 2048

/**
 * Parts a job behind its paper requests, each piece at most so long where the requests allow it: the answer
 * to the last request of a piece says that the printer has taken all of it.
 * @param bytesMax  null: the cable holds the till back by itself, so one piece is enough
 */
export function piecesOf(job: Uint8Array, bytesMax: number | null): readonly Uint8Array[] {
  if (bytesMax === null) return [job]
  const pieces: Uint8Array[] = []
  let start = 0
  let end = 0
  for (const stop of [...requestEnds(job), job.length]) {
    if (stop - start > bytesMax && end > start) {
      pieces.push(job.subarray(start, end))
      start = end
    }
    end = stop
  }
  if (start < job.length) pieces.push(job.subarray(start))
  return pieces
}

const REQUEST = encodePaperRequest()

function requestEnds(job: Uint8Array): readonly number[] {
  const ends: number[] = []
  for (let at = job.indexOf(REQUEST[0] ?? 0); at >= 0; at = job.indexOf(REQUEST[0] ?? 0, at + 1)) {
    if (REQUEST.every((byte, i) => job[at + i] === byte)) ends.push(at + REQUEST.length)
  }
  return ends
}
