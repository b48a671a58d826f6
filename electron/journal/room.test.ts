import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hasRoom } from './room'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'room-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

it('is there where a megabyte can be written, and nothing of it stays', () => {
  expect(hasRoom(folder)).toBe(true)
  expect(readdirSync(folder)).toEqual([])
})

it('is not there where nothing can be written', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(hasRoom(join(folder, 'file'))).toBe(false)
  expect(hasRoom(join(folder, 'missing'))).toBe(false)
})
