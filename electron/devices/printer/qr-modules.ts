/** Bytes that fit into QR versions 1 to 10 at level M. ISO/IEC 18004, table 7, byte mode. */
const BYTES_MAX = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213]

/**
 * How many modules wide the QR code of so many bytes is: 21 for version 1 and 4 more for each after it.
 * `null` beyond version 10, which is more than a receipt has to say.
 */
export function qrModules(bytes: number): number | null {
  const index = BYTES_MAX.findIndex((max) => bytes <= max)
  return index < 0 ? null : 21 + 4 * index
}
