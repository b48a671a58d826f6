import { describe, expect, it } from 'vitest'
import type { DeviceView } from '../../shared/ipc/contract'
import { deviceWords } from './device-words'
import { makeFormat } from './format'

const FORMAT = makeFormat('en-US', 'USD')

/** Every WireFailure and PrinterCondition of the device ports. */
const CODES = [
  'port-not-found',
  'port-busy',
  'no-rights',
  'cable-out',
  'not-answering',
  'host-not-found',
  'connection-refused',
  'wrong-setting',
  'not-open',
  'write-lost',
  'wire-error',
  'cover-open',
  'paper-out',
  'paper-low',
  'cutter-stuck',
  'too-hot',
  'printer-error',
  'offline',
  'not-connected',
  'no-answer',
  'one-way',
  'garbled',
] as const

function device(status: DeviceView['status'], code: string | null): DeviceView {
  return {
    id: 'printer',
    kind: 'printer',
    name: 'Receipt printer',
    connection: 'Network, 192.168.1.40:9100',
    status,
    code,
    since: new Date(2025, 2, 20, 17, 36).getTime(),
    details: {},
  }
}

describe('a device in words', () => {
  it.each(CODES)('says why and what to do for %s', (code) => {
    const words = deviceWords(device('failed', code), FORMAT)
    expect(words.tag).not.toBe('Not working')
    expect(words.why).toMatch(/^[a-zN].*\.$/)
    expect(words.doThis).toMatch(/\.$/)
  })

  it('has nothing to explain about a device that is ready', () => {
    expect(deviceWords(device('ready', null), FORMAT)).toEqual({
      tag: 'Ready',
      tone: 'ready',
      why: null,
      doThis: null,
    })
  })

  it('names the time the cable came out', () => {
    expect(deviceWords(device('opening', 'cable-out'), FORMAT).why).toContain('17:36')
  })

  it('names where a device does not answer', () => {
    const words = deviceWords(device('failed', 'no-answer'), FORMAT)
    expect(words.why).toBe('Network, 192.168.1.40:9100 does not answer.')
  })

  it('falls back on the status for a code it does not know', () => {
    expect(deviceWords(device('failed', 'something-new'), FORMAT).tag).toBe('Not working')
  })
})
