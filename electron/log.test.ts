import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLog } from './log'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** What is on the disk. */
function written(name = 'till.log'): string {
  return readFileSync(join(folder, 'log', name), 'utf8')
}

/** The only line, read back. */
function line(fields: object, sentence = 'Something happened.'): Record<string, unknown> {
  const log = openLog(folder)
  log.info(fields, sentence)
  log.close()
  const read: unknown = JSON.parse(written())
  return Object.fromEntries(Object.entries(read ?? {}))
}

describe('the log', () => {
  it('keeps one JSON object a line, with level, time, fields and sentence', () => {
    const log = openLog(folder)
    log.warn({ event: 'printer-failed', attempt: 2 }, 'The printer does not answer.')
    log.error({ event: 'multi\nline' }, 'Second.')
    log.close()
    const lines = written().trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'warn',
      event: 'printer-failed',
      attempt: 2,
      msg: 'The printer does not answer.',
    })
  })

  it('goes on where it ended', () => {
    line({ first: 1 })
    const log = openLog(folder)
    log.info({ second: 2 }, 'Again.')
    log.close()
    expect(written().trimEnd().split('\n')).toHaveLength(2)
  })

  it('keeps an error with its stack, its code and its cause', () => {
    const cause = Object.assign(new Error('inner'), { code: 'EACCES' })
    const { error } = line({ error: new Error('outer', { cause }) })
    expect(error).toMatchObject({ message: 'outer', cause: { message: 'inner', code: 'EACCES' } })
  })
})

describe('what the log never holds', () => {
  it.each([
    'phone',
    'customerPhone',
    'Customer phone',
    'apiKey',
    'accountKey',
    'authorization',
    'token',
  ])('is what stands under %s', (field) => {
    const canary = '2065550142'
    line({ [field]: canary, deep: { list: [{ [field]: `+1 ${canary}` }] } })
    expect(written()).not.toContain(canary)
    expect(written()).not.toContain('+1')
  })

  it.each([
    '2065550142',
    '(206) 555-0142',
    '206-555-0142',
    '206.555.0142',
    '+1 206 555 0142',
    '12065550142',
    '4111111111111111',
    '5555 5555 5555 4444',
    '5555%205555%205555%204444',
    '%2B12065550142',
    'ann.lee@example.test',
    'ann.lee%40example.test',
  ])('is a number such as %s, wherever it stands', (number) => {
    line(
      { detail: `asked for ${number} today`, error: new Error(`no customer ${number}`) },
      `Asked for ${number}.`,
    )
    expect(written()).not.toContain(number)
    expect(written()).not.toContain(number.slice(-4).replace('test', 'ann'))
  })

  it('is a key it was told to hide', () => {
    const log = openLog(folder)
    log.hide('s3cr3t-key-of-shop')
    log.error({ detail: 'GET /?k=s3cr3t-key-of-shop' }, 'Failed with s3cr3t-key-of-shop.')
    const bytes = Buffer.from('s3cr3t-key-of-shop')
    log.error({ base64: bytes.toString('base64'), hex: bytes.toString('hex') }, 'And again.')
    log.close()
    expect(written()).not.toContain('s3cr3t')
    expect(written()).not.toContain(bytes.toString('base64').slice(0, -1))
    expect(written()).not.toContain(bytes.toString('hex'))
  })
})

describe('what the log keeps readable', () => {
  it.each([
    '4006381333931',
    '40170725',
    '036000291452',
    '192.168.100.200',
    '114.0.5735.134',
    '2026-03-01',
    '2026-03-01T10:20:30.123Z',
    '018f6f2e-7b1a-7c3d-8e9f-001122334455',
    'main.js:12345:67890',
  ])('is %s', (text) => {
    expect(line({ detail: `it is ${text} here` })['detail']).toBe(`it is ${text} here`)
  })
})
