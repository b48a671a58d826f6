/** Waits of a printer's driver, in milliseconds. */
export type DriverTimes = {
  /** For the answer to a status question, which comes at once even from a printer that is offline. */
  readonly statusMs: number
  /** Between looks at the printer while its mark is awaited. */
  readonly pollMs: number
  /** Added to the time the paper needs. */
  readonly spareMs: number
  /** Silence after which no older answer is on its way. */
  readonly quietMs: number
  /** Between looks at an idle printer, which also finds a cable that went unnoticed. */
  readonly idleMs: number
  /** For the drawer's switch to move after a pulse. */
  readonly drawerMs: number
}

/** Times for real printers. hardware.md 3.3. */
export const DRIVER_TIMES: DriverTimes = {
  statusMs: 1000,
  pollMs: 500,
  spareMs: 3000,
  quietMs: 150,
  idleMs: 5000,
  drawerMs: 1000,
}
