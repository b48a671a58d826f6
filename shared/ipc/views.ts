/** A device as the strip and the Devices screen show it. */
export type DeviceView = {
  readonly id: string
  readonly kind: 'scanner' | 'printer' | 'display'
  readonly name: string
  /** In words: "Serial, /dev/ttyUSB0, 9600". */
  readonly connection: string
  readonly status: 'closed' | 'opening' | 'ready' | 'failed'
  /** Kebab-case reason or printer condition (paper-out, cover-open …); null when all is well. */
  readonly code: string | null
  readonly since: number
  readonly details: Readonly<Record<string, string>>
}

/** A provider as the strip shows it. */
export type ServiceView = {
  readonly service: 'promotions' | 'coupons' | 'network'
  readonly status: 'ready' | 'not-answering' | 'misconfigured' | 'unused'
  readonly since: number
  readonly lastAnswerMs: number | null
  readonly code: string | null
}
