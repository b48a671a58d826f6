import { writeFileSync } from 'node:fs'

/** What a device on a cable says of itself, as USB devices do. */
export type UsbWords = {
  readonly vendorId: string
  readonly productId: string
  readonly serialNumber: string
  readonly manufacturer: string
  readonly product: string
}

/**
 * The sandbox's cables as a list of serial ports: a computer does not list them among its own. The terminal is
 * told of the file by `CASHIER_SERIAL_PORTS`.
 */
export class SerialPorts {
  readonly #file: string
  readonly #ports = new Map<string, UsbWords>()

  /** @param file  is written at once */
  constructor(file: string) {
    this.#file = file
    this.#write()
  }

  get file(): string {
    return this.#file
  }

  /** A device is there now, at this path. */
  add(path: string, words: UsbWords): void {
    this.#ports.set(path, words)
    this.#write()
  }

  /** Nothing is there any more. */
  remove(path: string): void {
    this.#ports.delete(path)
    this.#write()
  }

  #write(): void {
    const list = [...this.#ports].map(([path, words]) => ({ path, ...words }))
    writeFileSync(this.#file, JSON.stringify(list))
  }
}

/** The scanner of the sandbox, as its USB cable tells. */
export const SCANNER_WORDS: UsbWords = {
  vendorId: '05f9',
  productId: '2206',
  serialNumber: 'SANDBOX-1',
  manufacturer: 'Datalogic',
  product: 'Handheld Barcode Scanner',
}

/** The receipt printer of the sandbox, as its USB cable tells. */
export const PRINTER_WORDS: UsbWords = {
  vendorId: '04b8',
  productId: '0202',
  serialNumber: 'SANDBOX-2',
  manufacturer: 'SEIKO EPSON CORPORATION',
  product: 'Receipt Printer',
}
