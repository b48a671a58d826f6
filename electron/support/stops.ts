/*
 * `<data>/support/stops.json`: when the program was stopped by a mistake of its own, and how far its journal
 * had come. Written in the last breath of a process, so it is written in one go and never throws.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Notice } from '../../shared/ipc/support'

/** One such stop. */
export type Stop = {
  /** Milliseconds since 1970. */
  readonly at: number
  /** The last entry that was on the disk; 0 when the journal was not open yet. */
  readonly last: number
  /** The cashier has been told. */
  readonly told: boolean
}

/** Stops within this time count as one trouble. */
export const STOPS_WITHIN_MS = 5 * 60_000
/** So many of them and the program is not started again by itself. */
export const STOPS_MAX = 4
/** Older ones are forgotten. */
const STOPS_KEPT = 10
const FILE = 'stops.json'

/** Writes a stop down. Answers whether the program may start itself again: not when it stops again and again. */
export function recordStop(folder: string, stop: Omit<Stop, 'told'>): boolean {
  const stops = [...readStops(folder), { ...stop, told: false }].slice(-STOPS_KEPT)
  writeStops(folder, stops)
  return stops.filter((one) => stop.at - one.at < STOPS_WITHIN_MS).length < STOPS_MAX
}

/**
 * What the cashier must be told at this start of the stop before it; null when there was none. Told once.
 * @param last     the last entry of the journal now
 * @param isSame   the journal is the one that was left, not a new one after a damaged one
 */
export function takeStop(folder: string, last: number, isSame: boolean): Omit<Notice, 'at'> | null {
  const stops = readStops(folder)
  const untold = stops.filter((stop) => !stop.told)
  if (untold.length === 0) return null
  writeStops(
    folder,
    stops.map((stop) => ({ ...stop, told: true })),
  )
  const isWhole = isSame && untold.every((stop) => stop.last <= last)
  return { code: isWhole ? 'program-restarted' : 'program-restarted-check' }
}

function readStops(folder: string): readonly Stop[] {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, FILE), 'utf8'))
    return Array.isArray(value) ? value.filter(isStop) : []
  } catch {
    return []
  }
}

function writeStops(folder: string, stops: readonly Stop[]): void {
  try {
    mkdirSync(folder, { recursive: true })
    const next = join(folder, `${FILE}.next`)
    writeFileSync(next, JSON.stringify(stops))
    renameSync(next, join(folder, FILE))
  } catch {
    // The disk would not have it; then nobody is told, and the journal is as it is.
  }
}

function isStop(value: unknown): value is Stop {
  if (typeof value !== 'object' || value === null) return false
  return (
    'at' in value &&
    Number.isSafeInteger(value.at) &&
    'last' in value &&
    Number.isSafeInteger(value.last) &&
    'told' in value &&
    typeof value.told === 'boolean'
  )
}
