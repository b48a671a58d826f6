/** What the tray shows of the world. */
export type WorldState = {
  readonly scanner: boolean
  readonly printer: {
    readonly paper: 'ok' | 'low' | 'out'
    readonly coverOpen: boolean
    readonly drawerOpen: boolean
  } | null
  readonly receipts: readonly number[]
}
