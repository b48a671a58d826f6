/*
 * USB devices of our own: dummy_hcd is a USB socket and the device in it at once, and what the device is
 * like is written into configfs. The computer's side is as real as it gets: enumeration, strings, drivers.
 */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = '/sys/kernel/config/usb_gadget'
const ENGLISH = 'strings/0x409'

/** There is one socket, so that one device is in it at a time. */
let plugged = null

/** One USB device with several functions. */
export class UsbGadget {
  #folder

  /**
   * @param device     `{ vendorId, productId, manufacturer, product, serialNumber }`, the numbers hexadecimal
   * @param functions  what it is, by the names of the kernel, with what configfs wants to know of each
   */
  constructor(name, device, functions) {
    this.#folder = join(FOLDER, name)
    mkdirSync(this.#folder)
    this.#write('idVendor', `0x${device.vendorId}`)
    this.#write('idProduct', `0x${device.productId}`)
    mkdirSync(join(this.#folder, ENGLISH))
    this.#write(`${ENGLISH}/manufacturer`, device.manufacturer)
    this.#write(`${ENGLISH}/product`, device.product)
    this.#write(`${ENGLISH}/serialnumber`, device.serialNumber)
    mkdirSync(join(this.#folder, 'configs/c.1'))
    for (const [one, values] of Object.entries(functions)) this.#add(one, values)
  }

  plug() {
    plugged?.pull()
    plugged = this
    this.#write('UDC', readdirSync('/sys/class/udc')[0])
  }

  pull() {
    if (plugged !== this) return
    plugged = null
    this.#write('UDC', '\n')
  }

  /** The device's own end of one of its HID functions; there while it is plugged in. */
  hidFile(name) {
    const numbers = readFileSync(join(this.#folder, 'functions', name, 'dev'), 'utf8').trim()
    return `/dev/hidg${numbers.split(':')[1]}`
  }

  #add(name, values) {
    const folder = join(this.#folder, 'functions', name)
    mkdirSync(folder)
    for (const [key, value] of Object.entries(values)) writeFileSync(join(folder, key), value)
    symlinkSync(folder, join(this.#folder, 'configs/c.1', name))
  }

  #write(file, text) {
    writeFileSync(join(this.#folder, file), text)
  }
}
