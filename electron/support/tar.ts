/*
 * A tar archive as every system opens it: for each file a head of 512 bytes, then the file, filled up to a
 * multiple of 512; at the end two empty heads. The head holds texts and octal numbers in fixed places: name
 * (0, 100), mode (100, 8), owner (108, 8), group (116, 8), size (124, 12), time in seconds (136, 12), sum of all
 * bytes of the head (148, 8), kind (156), "ustar" NUL "00" (257). Source: POSIX.1-1988, ustar.
 *
 * Written here because sixty lines do it: a zip would need a package or the same work with checksums.
 */

/** A file of an archive. */
export type TarFile = { readonly name: string; readonly bytes: Uint8Array }

const BLOCK = 512
const NAME_MAX = 100
const SUM_PLACE = 148

/**
 * Packs files.
 * @param at  their time, milliseconds since 1970
 * @throws RangeError  a name that is not 1 to 100 plain letters
 */
export function tar(files: readonly TarFile[], at: number): Uint8Array {
  const parts = files.flatMap(({ name, bytes }) => [
    headOf(name, bytes.byteLength, at),
    Buffer.from(bytes),
    Buffer.alloc((BLOCK - (bytes.byteLength % BLOCK)) % BLOCK),
  ])
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)])
}

function headOf(name: string, size: number, at: number): Buffer {
  if (name.length > NAME_MAX || !/^[\w./-]+$/.test(name))
    throw new RangeError(`Not a name: ${name}`)
  const head = Buffer.alloc(BLOCK)
  head.write(name, 0, 'latin1')
  head.write('0000600\0', 100, 'latin1')
  head.write('0000000\0', 108, 'latin1')
  head.write('0000000\0', 116, 'latin1')
  head.write(`${octal(size, 11)}\0`, 124, 'latin1')
  head.write(`${octal(Math.floor(at / 1000), 11)}\0`, 136, 'latin1')
  // The sum counts its own place as blanks.
  head.write(' '.repeat(8), SUM_PLACE, 'latin1')
  head.write('0', 156, 'latin1')
  head.write('ustar\x0000', 257, 'latin1')
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${octal(sum, 6)}\0 `, SUM_PLACE, 'latin1')
  return head
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}
