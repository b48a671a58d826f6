/*
 * A HID device made of nothing, through /dev/uhid. Each message is a number of four bytes for its type and
 * what belongs to it, without gaps; all numbers are little-endian. linux/uhid.h.
 *
 *   11 create   name 128, place 64, serial number 64, descriptor length 2, bus 2, vendor 4, product 4,
 *               version 4, country 4, descriptor
 *    1 destroy  nothing
 *   12 input    length 2, report with its number
 *    6 output   (from the kernel) report 4096, length 2, kind 1
 *    9 get      (from the kernel) request 4, report number 1, kind 1
 *   10 got      request 4, error 2, length 2, report
 *   13 set      (from the kernel) request 4, report number 1, kind 1, length 2, report
 *   14 was set  request 4, error 2
 */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs'

const DESTROY = 1
const OUTPUT = 6
const GET_REPORT = 9
const GOT_REPORT = 10
const CREATE = 11
const INPUT = 12
const SET_REPORT = 13
const WAS_SET = 14

const BUS_USB = 3
const OUTPUT_LENGTH_AT = 4 + 4096
const MESSAGE_BYTES = 4380
const NOT_SUPPORTED = 95
const LOOK_MS = 20

/** One plugged-in HID device. */
export class VirtualHid {
  /** Every output report the computer sent, as hexadecimal text. */
  outputs = []
  #file = openSync('/dev/uhid', constants.O_RDWR | constants.O_NONBLOCK)
  #message = Buffer.alloc(MESSAGE_BYTES)
  #timer

  /**
   * @param device      `{ vendorId, productId, serialNumber, product }`, the numbers hexadecimal
   * @param descriptor  of its reports
   */
  constructor(device, descriptor) {
    writeSync(this.#file, createMessage(device, descriptor))
    this.#timer = setInterval(() => this.#look(), LOOK_MS)
  }

  /** Sends a report, its number first. */
  send(report) {
    const head = Buffer.alloc(6)
    head.writeUInt32LE(INPUT, 0)
    head.writeUInt16LE(report.length, 4)
    writeSync(this.#file, Buffer.concat([head, report]))
  }

  /** Pulls it out. */
  pull() {
    clearInterval(this.#timer)
    const message = Buffer.alloc(4)
    message.writeUInt32LE(DESTROY, 0)
    writeSync(this.#file, message)
    closeSync(this.#file)
  }

  #look() {
    for (;;) {
      try {
        if (readSync(this.#file, this.#message, 0, MESSAGE_BYTES, null) === 0) return
      } catch (error) {
        if (error.code === 'EAGAIN') return
        throw error
      }
      const type = this.#message.readUInt32LE(0)
      if (type === OUTPUT) this.#keepOutput()
      if (type === GET_REPORT) this.#refuse(GOT_REPORT)
      if (type === SET_REPORT) this.#refuse(WAS_SET)
    }
  }

  #keepOutput() {
    const length = this.#message.readUInt16LE(OUTPUT_LENGTH_AT)
    this.outputs.push(this.#message.subarray(4, 4 + length).toString('hex'))
  }

  /** A question left open would hold the computer up for seconds. */
  #refuse(answerType) {
    const answer = Buffer.alloc(12)
    answer.writeUInt32LE(answerType, 0)
    answer.writeUInt32LE(this.#message.readUInt32LE(4), 4)
    answer.writeUInt16LE(NOT_SUPPORTED, 8)
    writeSync(this.#file, answer)
  }
}

function createMessage({ product, serialNumber, vendorId, productId }, descriptor) {
  const head = Buffer.alloc(280)
  head.writeUInt32LE(CREATE, 0)
  head.write(product, 4, 127)
  head.write('hid-lab', 132, 63)
  head.write(serialNumber, 196, 63)
  head.writeUInt16LE(descriptor.length, 260)
  head.writeUInt16LE(BUS_USB, 262)
  head.writeUInt32LE(parseInt(vendorId, 16), 264)
  head.writeUInt32LE(parseInt(productId, 16), 268)
  head.writeUInt32LE(0x100, 272)
  return Buffer.concat([head, descriptor])
}
