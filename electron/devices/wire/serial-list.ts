import { readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SerialPort } from 'serialport'

/** A serial port of this computer, and what the device behind it says of itself. */
export type SerialEntry = {
  readonly path: string
  /** Four hexadecimal digits, lower case; null for a port that is no USB device. */
  readonly vendorId: string | null
  readonly productId: string | null
  readonly serialNumber: string | null
  readonly manufacturer: string | null
  readonly product: string | null
}

/** Lists the serial ports there are now; never rejects. */
export type SerialList = () => Promise<readonly SerialEntry[]>

/** What the native package says of a port. */
type NativeEntry = { readonly path: string } & Readonly<
  Partial<Record<'vendorId' | 'productId' | 'serialNumber' | 'manufacturer', string>>
>

/**
 * Lists the serial ports. On Linux the kernel's own files are read: that takes a millisecond and needs no
 * program, while the native package starts `udevadm` each time and fails where that is not installed.
 */
export const listSerial: SerialList = async () => {
  if (process.platform === 'linux') return serialPortsOfLinux('/sys/class/tty')
  const ports: readonly NativeEntry[] = await SerialPort.list().catch(() => [])
  return ports.map(({ path, vendorId, productId, serialNumber, manufacturer }) => ({
    path,
    vendorId: vendorId?.toLowerCase() ?? null,
    productId: productId?.toLowerCase() ?? null,
    serialNumber: serialNumber ?? null,
    manufacturer: manufacturer ?? null,
    product: null,
  }))
}

/**
 * Lists what is written in a file, beside the ports of this computer: the sandbox keeps its cables there.
 * @param file  JSON, a list of `SerialEntry`; each may leave out what its device does not say
 */
export function listSerialOf(file: string): SerialList {
  return async () => {
    const text = await readFile(file, 'utf8').catch(() => '[]')
    return [...(await listSerial()), ...entriesOf(text)]
  }
}

/** A file that is being written is empty for a moment. */
function entriesOf(text: string): readonly SerialEntry[] {
  try {
    return parsedEntries(JSON.parse(text)).map((entry) => ({ path: '', ...NAMELESS, ...entry }))
  } catch {
    return []
  }
}

/** Trusts the sandbox. */
function parsedEntries(list: unknown): readonly Partial<SerialEntry>[] {
  return list as readonly Partial<SerialEntry>[]
}

/** The kernel knows dozens of serial ports that no computer has; they are of this type. */
const NO_PORT = '0'

/** Folders above a port's own up to the USB device, at most: a port, its interface, the device. */
const LEVELS_MAX = 4

/**
 * Reads the serial ports out of the kernel's files.
 * @param folder  `/sys/class/tty`
 */
export async function serialPortsOfLinux(folder: string): Promise<readonly SerialEntry[]> {
  const names = await readdir(folder).catch(() => [])
  const entries = await Promise.all(names.map((name) => entryOf(folder, name)))
  return entries.flatMap((entry) => (entry === null ? [] : [entry]))
}

/** Null for terminals without a device, and for ports that are not there. */
async function entryOf(folder: string, name: string): Promise<SerialEntry | null> {
  const device = await realpath(join(folder, name, 'device')).catch(() => null)
  if (device === null) return null
  const path = `/dev/${name}`
  const usb = await usbDeviceAbove(device)
  if (usb !== null) return { path, ...usb }
  const type = await word(join(folder, name, 'type'))
  if (type === null || type === NO_PORT) return null
  return { path, ...NAMELESS }
}

const NAMELESS: UsbWords = {
  vendorId: null,
  productId: null,
  serialNumber: null,
  manufacturer: null,
  product: null,
}

/** What a USB device says of itself. */
export type UsbWords = Omit<SerialEntry, 'path'>

/** Reads what the USB device says of itself to which a kernel's folder belongs; null when to none. */
export async function usbDeviceAbove(folder: string): Promise<UsbWords | null> {
  let at = folder
  for (let level = 0; level < LEVELS_MAX; level += 1) {
    const vendorId = await word(join(at, 'idVendor'))
    if (vendorId === null) {
      at = dirname(at)
      continue
    }
    return {
      vendorId,
      productId: await word(join(at, 'idProduct')),
      serialNumber: await word(join(at, 'serial')),
      manufacturer: await word(join(at, 'manufacturer')),
      product: await word(join(at, 'product')),
    }
  }
  return null
}

/** Null where there is no such file or nothing in it. */
async function word(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trim() || null
}
