/** A driver on a real road to the sandbox's printer, for the suites of each transport. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { PrinterMechanism } from '../../../../sandbox/printer/mechanism'
import { openPtyPair } from '../../../../sandbox/pty'
import { VirtualPrinter } from '../../../../sandbox/printer/virtual-printer'
import { systemClock } from '../../clock'
import { Device } from '../../device'
import type { PrinterLink } from '../../wire/link'
import { fileWire } from '../../wire/file'
import { serialWire } from '../../wire/serial'
import { tcpWire } from '../../wire/tcp'
import type { WireMaker } from '../../wire/wire'
import { EscPosPrinter, type DriverParts } from '../driver'
import { DRIVER_TIMES } from '../driver-times'
import { printerModel, type PrinterChoice, type PrinterModel } from '../model'
import type { ReceiptPrinter } from '../port'
import type { PrinterRig } from './port-suite'

/** Whether pseudo-terminals can be made here. */
export const HAS_SOCAT = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'socat')))

/** Short waits: this printer answers in well under a millisecond. */
export const QUICK_TIMES = {
  ...DRIVER_TIMES,
  statusMs: 400,
  pollMs: 50,
  spareMs: 250,
  quietMs: 20,
  drawerMs: 150,
}

/** What a rig is to be like. */
export type RigChoice = Pick<DriverParts, 'pieceBytes' | 'drawerOpenLevel' | 'mayBeOneWay'> & {
  readonly model?: PrinterChoice
  readonly pictures?: boolean
}

/** A rig whose cable can be pulled and plugged in again. */
export type RealRig = Omit<PrinterRig, 'device'> & {
  readonly device: PrinterMechanism
  readonly virtual: VirtualPrinter
  readonly link: PrinterLink
  readonly replug: () => Promise<void>
}

/** A line takes no time here. */
export function quickModel(choice: PrinterChoice = {}): PrinterModel {
  return { ...printerModel(choice), lineMs: 1 }
}

/** A printer at the end of a pseudo-terminal, through the real serial package or, one-way or not, as a file. */
export async function serialRig(
  folder: string,
  name: string,
  choice: RigChoice = {},
): Promise<RealRig> {
  let cable = await openPtyPair(folder, name)
  const virtual = new VirtualPrinter({
    path: cable.devicePath,
    folder: join(folder, `${name}-out`),
  })
  await virtual.open()
  const { path } = cable
  const isFile = choice.mayBeOneWay === true
  const wire = isFile ? fileWire({ path }, systemClock) : serialWire({ path }, systemClock)
  return realRig(virtual, wire, choice, {
    pull: () => cable.close(),
    plug: async () => {
      cable = await openPtyPair(folder, name)
      await virtual.open()
    },
  })
}

/** A printer on the network. */
export async function tcpRig(choice: RigChoice = {}): Promise<RealRig> {
  const virtual = new VirtualPrinter({ path: 'tcp' })
  await virtual.open()
  const wire = tcpWire({ host: '127.0.0.1', port: virtual.tcpPort }, systemClock)
  return realRig(virtual, wire, choice, { pull: () => virtual.close(), plug: () => virtual.open() })
}

/** What pulls and plugs a cable. */
export type Plug = { readonly pull: () => Promise<void>; readonly plug: () => Promise<void> }

async function realRig(
  virtual: VirtualPrinter,
  makeWire: WireMaker,
  choice: RigChoice,
  { pull, plug }: Plug,
): Promise<RealRig> {
  const { link, printer, ready, away, close } = await driverOn(makeWire, choice)
  return {
    printer,
    virtual,
    link,
    device: virtual.mechanism,
    papers: () => virtual.papers.map((paper) => paper.text),
    pulses: () => virtual.drawerPulses,
    unplug: async () => {
      await pull()
      await away()
    },
    replug: async () => {
      await plug()
      await ready()
    },
    ended: (call) => call,
    close: async () => {
      await close()
      await virtual.close()
      await pull()
    },
  }
}

/** A driver with its link, and waits for the link to come and go. */
export type DriverOn = {
  readonly link: PrinterLink
  readonly printer: ReceiptPrinter
  readonly ready: () => Promise<void>
  readonly away: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens a wire and puts a driver on it; the wire is made anew whenever it was lost. */
export async function driverOn(makeWire: WireMaker, choice: RigChoice): Promise<DriverOn> {
  const waiting = new Set<() => void>()
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = (): void => {
        if (!holds()) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  const device = new Device({
    makeWire,
    clock: systemClock,
    onStatus: () => [...waiting].forEach((look) => look()),
  })
  const link: PrinterLink = {
    get status() {
      return device.status
    },
    write: (_jobId, bytes) => device.write(bytes),
    ask: (question) => device.ask(question),
    watch: (listener) => device.watch(listener),
  }
  const { model, pieceBytes, drawerOpenLevel, mayBeOneWay } = choice
  const parts = { pieceBytes, drawerOpenLevel, mayBeOneWay }
  const base = { link, clock: systemClock, times: QUICK_TIMES }
  const printer = new EscPosPrinter({ ...base, ...parts, model: quickModel(model) })
  const ready = () => until(() => device.status.status === 'ready')
  device.start()
  await ready()
  return {
    link,
    printer,
    ready,
    away: () => until(() => device.status.status !== 'ready'),
    close: async () => {
      printer.close()
      await device.stop()
    },
  }
}
