import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Cable } from '../../../sandbox/cable'
import { VirtualPole } from '../../../sandbox/display/virtual-pole'
import type { PoleText } from '../../../shared/display/pole-text'
import { systemClock } from '../clock'
import { Device } from '../device'
import { serialWire } from '../wire/serial'
import { cd5220 } from './cd5220'
import { PoleDisplay } from './pole-display'

let folder: string
let cable: Cable<VirtualPole>
let device: Device
let pole: PoleDisplay

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pole-'))
  cable = new Cable(folder, 'pole', (path) => VirtualPole.open(path, 'cp858'))
  await cable.plug()
  device = new Device({
    makeWire: serialWire({ path: cable.path, baudRate: 9600 }, systemClock),
    clock: systemClock,
    onStatus: (status) => pole.follow(status),
  })
  const link = {
    status: device.status,
    write: (_jobId: string, bytes: Uint8Array) => device.write(bytes),
  }
  pole = new PoleDisplay({ link, codec: cd5220('cp858'), clock: systemClock })
  device.start()
})

afterEach(async () => {
  await pole.stop()
  await device.stop()
  await cable.pull()
  await rm(folder, { recursive: true })
})

const says = (text: PoleText) =>
  vi.waitFor(() => expect(cable.device.lines).toEqual(text.map((line) => line.trimEnd())), 5000)

describe('over a real pseudo-terminal', () => {
  it('shows a text with the letters of its code page', async () => {
    pole.show(['Café crème    4,50 €', 'Summe         4,50 €'])
    await says(['Café crème    4,50 €', 'Summe         4,50 €'])
  })

  it('a thousand texts in a row end with the last one, and few were sent', async () => {
    for (let number = 0; number < 1000; number++) pole.show([`Text ${number}`, 'Total'])
    await says(['Text 999', 'Total'])
    const lines = cable.device.commands.filter((command) => command.name === 'upper')
    expect(lines.length).toBeLessThanOrEqual(2)
  })

  it('unplugged and plugged in again, it is set up anew and shows the present text', async () => {
    pole.show(['Tea             3.00', 'Total          $3.00'])
    await says(['Tea             3.00', 'Total          $3.00'])
    await cable.pull()
    await vi.waitFor(() => expect(device.status.status).not.toBe('ready'), 5000)
    pole.show(['Cake            4.25', 'Total          $7.69'])
    await cable.plug()
    await says(['Cake            4.25', 'Total          $7.69'])
    const names = cable.device.commands.map((command) => command.name)
    expect(names.slice(0, 3)).toEqual(['left-edge', 'clear', 'initialise'])
  })

  it('unplugged and plugged in again, it shows a text that has not changed', async () => {
    pole.show(['Tea             3.00', 'Total          $3.00'])
    await says(['Tea             3.00', 'Total          $3.00'])
    await cable.pull()
    await vi.waitFor(() => expect(device.status.status).not.toBe('ready'), 5000)
    await cable.plug()
    await says(['Tea             3.00', 'Total          $3.00'])
  })

  it('switched off and on while its cable stays in, it is right from the next text on', async () => {
    pole.show(['Tea             3.00', 'Total          $3.00'])
    await says(['Tea             3.00', 'Total          $3.00'])
    cable.device.powerCycle()
    await says(['', ''])
    pole.show(['Cake            4.25', 'Total          $7.69'])
    await says(['Cake            4.25', 'Total          $7.69'])
  })

  it('is blank when the terminal has closed', async () => {
    pole.show(['Tea             3.00', 'Total          $3.00'])
    await says(['Tea             3.00', 'Total          $3.00'])
    await pole.stop()
    await says(['', ''])
  })
})
