/** How the virtual printer is, set by its knobs. */
export type PrinterCondition = {
  readonly paper: 'ok' | 'low' | 'out'
  readonly coverOpen: boolean
  readonly cutterStuck: boolean
  readonly tooHot: boolean
  readonly drawerOpen: boolean
}

/** A printer that is well. */
export const WELL: PrinterCondition = {
  paper: 'ok',
  coverOpen: false,
  cutterStuck: false,
  tooHot: false,
  drawerOpen: false,
}

/** Whether it has stopped printing. */
export function isOffline(now: PrinterCondition): boolean {
  return now.paper === 'out' || now.coverOpen || now.cutterStuck || now.tooHot
}

/** The answer to DLE EOT n: bits 1 and 4 always, 0 and 7 never. Epson, DLE EOT. */
export function realTimeByte(n: number, now: PrinterCondition): number {
  const base = 0x12
  switch (n) {
    case 1:
      return base | bit(now.drawerOpen, 0x04) | bit(isOffline(now), 0x08)
    case 2: {
      const error = now.cutterStuck || now.tooHot
      return base | bit(now.coverOpen, 0x04) | bit(now.paper === 'out', 0x20) | bit(error, 0x40)
    }
    case 3:
      return base | bit(now.cutterStuck, 0x08) | bit(now.tooHot, 0x40)
    default:
      return base | bit(now.paper !== 'ok', 0x0c) | bit(now.paper === 'out', 0x60)
  }
}

/** The four bytes of automatic status back. Epson, GS a. */
export function statusReport(now: PrinterCondition): readonly number[] {
  return [
    0x10 | bit(now.drawerOpen, 0x04) | bit(isOffline(now), 0x08) | bit(now.coverOpen, 0x20),
    bit(now.cutterStuck, 0x08) | bit(now.tooHot, 0x40),
    paperByte(now),
    0,
  ]
}

/** The answer to GS r 1: the paper sensors. */
export function paperByte(now: PrinterCondition): number {
  return bit(now.paper !== 'ok', 0x03) | bit(now.paper === 'out', 0x0c)
}

function bit(on: boolean, mask: number): number {
  return on ? mask : 0
}
