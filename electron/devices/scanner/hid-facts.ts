/** What a HID scanner says of itself beside being there, for the Devices screen and for support. */
export type HidFacts = {
  /**
   * `wrong-mode`: a scanner of this shop is there, and types like a keyboard.
   * `unknown-layout`: it is open and sends, and nobody has told us how its reports are to be read.
   */
  readonly code: 'wrong-mode' | 'unknown-layout' | null
  /** Maker, product and numbers of the device that is open, or was last. */
  readonly device: string | null
  /** The last reports that could not be read, hexadecimal, oldest first; never what a known scanner read. */
  readonly raw: readonly string[]
}
