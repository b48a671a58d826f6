import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { usbDeviceAbove, type SerialEntry } from './serial-list'

/** Where Linux keeps what it knows of USB printers, and where their device files are. */
const SYSTEM = { known: '/sys/class/usbmisc', files: '/dev/usb' }

/**
 * Lists the device files of USB printers (`/dev/usb/lp0`), with what each printer says of itself; never
 * rejects. Other systems than Linux have none.
 */
export async function listUsbPrinters({ known, files }: typeof SYSTEM = SYSTEM): Promise<
  readonly SerialEntry[]
> {
  const names = await readdir(files).catch(() => [])
  const printers = names.filter((name) => /^lp\d{1,3}$/.test(name))
  return Promise.all(
    printers.map(async (name) => {
      const folder = await realpath(join(known, name, 'device')).catch(() => null)
      const words = folder === null ? null : await usbDeviceAbove(folder)
      return { path: join(files, name), ...(words ?? NAMELESS) }
    }),
  )
}

const NAMELESS: Omit<SerialEntry, 'path'> = {
  vendorId: null,
  productId: null,
  serialNumber: null,
  manufacturer: null,
  product: null,
}
