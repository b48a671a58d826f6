/*
 * Scanners in HID POS mode: the kernel's hidraw, node-hid and the terminal's scanner over it.
 */
import { readdirSync } from 'node:fs'
import { check, note, until } from './checks.mjs'
import { KEYBOARD_REPORTS, scannerReports } from './report-descriptors.mjs'
import { scannerOn } from './scanner-on.mjs'
import { VirtualHid } from './virtual-hid.mjs'

const CODE = '4006381333931'
const LONG = `https://example.com/01/0${CODE}/10/LOT-42?${'x'.repeat(100)}`
const BURST = 40
const PLUG_CYCLES = 20

/** Finds, reads, pulls out and plugs in again. */
export async function checkHidScanner(product) {
  const { honeywell, newland } = product.HID_SCANNERS
  const scanner = scannerOn(product)
  const plug = () => new VirtualHid(honeywell, scannerReports({ hasAim: true }))
  let hand = plug()
  const send = (code, aim) => sendScan(product, hand, code, aim, 'honeywell')

  check('it is found', await until(scanner.isReady), scanner.said())
  note(scanner.facts()?.device)
  send(CODE, ']E0')
  await until(() => scanner.codes.length >= 1)
  check('a code in one report is read', scanner.codes.join() === CODE, scanner.codes.join())
  send(LONG, ']Q1')
  await until(() => scanner.codes.length >= 2)
  check('a code in three reports is one scan', scanner.codes[1] === LONG, scanner.codes[1])

  const many = Array.from({ length: BURST }, (_, number) => `BURST-${number}`)
  for (const code of many) send(code, ']C0')
  await until(() => scanner.codes.length >= 2 + BURST)
  check(`${BURST} codes at once are read in order`, scanner.codes.slice(2).join() === many.join())
  await scanner.beep('error')
  check('the scanner is told to beep', await until(() => hand.outputs.includes('0420')))

  const [begun] = product.scanReports(LONG, ']Q1', 'honeywell')
  hand.send(Buffer.from(begun))
  hand.pull()
  check(
    'pulled out in the middle of a code it says so',
    await until(() => !scanner.isReady()),
    scanner.said(),
  )
  note(`the reason is ${scanner.failure()}`)
  const began = Date.now()
  hand = plug()
  check('plugged in again it is found', await until(scanner.isReady), scanner.said())
  note(`ready ${Date.now() - began} ms after plugging in`)
  send(CODE, ']E0')
  await until(() => scanner.codes.length >= 3 + BURST)
  check(
    'and read, with nothing of the torn code',
    scanner.codes.length === 3 + BURST && scanner.codes.at(-1) === CODE,
    scanner.codes.slice(2 + BURST).join(),
  )
  hand.pull()
  await until(() => !scanner.isReady())

  hand = new VirtualHid(newland, scannerReports({ hasAim: false }))
  check('a scanner of another maker takes its place', await until(scanner.isReady), scanner.said())
  const before = scanner.codes.length
  sendScan(product, hand, CODE, '', 'newland')
  sendScan(product, hand, LONG, ']Q1', 'newland')
  await until(() => scanner.codes.length >= before + 2)
  check(
    'and its codes in one and three reports are read',
    scanner.codes.slice(before).join() === [CODE, LONG].join(),
    scanner.codes.slice(before).join(),
  )
  check('no report was thrown away', scanner.rejected.length === 0, scanner.rejected.join())
  hand.pull()
  await until(() => !scanner.isReady())
  await checkPlugCycles(scanner, plug, (device, code) =>
    sendScan(product, device, code, ']C0', 'honeywell'),
  )
  await scanner.stop()
}

/** A scanner that still types, and one nobody has told us about. */
export async function checkOddScanners(product) {
  const scanner = scannerOn(product)
  const { honeywell, unknown } = product.HID_SCANNERS
  const keyboard = new VirtualHid(honeywell, KEYBOARD_REPORTS)
  check(
    'a scanner in keyboard mode is told to be in the wrong mode',
    await until(() => scanner.facts()?.code === 'wrong-mode'),
    scanner.said(),
  )
  keyboard.pull()
  const stranger = new VirtualHid(unknown, scannerReports({ hasAim: true }))
  await until(scanner.isReady)
  sendScan(product, stranger, CODE, ']E0', 'unknown')
  await until(() => scanner.rejected.length > 0)
  check(
    'a scanner of an unknown layout is refused aloud, never guessed at',
    scanner.codes.length === 0 && scanner.rejected.join() === 'unknown-layout',
    scanner.rejected.join(),
  )
  check(
    'and its report is kept for support',
    await until(
      () => scanner.facts()?.raw.length === 1 && scanner.facts()?.code === 'unknown-layout',
    ),
    scanner.said(),
  )
  await scanner.stop()
  stranger.pull()
}

async function checkPlugCycles(scanner, plug, send) {
  const [codes, files] = [scanner.codes.length, openFiles()]
  for (let cycle = 0; cycle < PLUG_CYCLES; cycle += 1) {
    const hand = plug()
    await until(scanner.isReady)
    send(hand, `CYCLE-${cycle}`)
    await until(() => scanner.codes.length > codes + cycle)
    hand.pull()
    await until(() => !scanner.isReady())
  }
  const read = scanner.codes.length - codes
  check(`plugged in ${PLUG_CYCLES} times it is read each time`, read === PLUG_CYCLES, `${read}`)
  const left = await until(() => openFiles() <= files)
  check('and no open file is left behind', left !== null, `${files} before, ${openFiles()} after`)
}

function sendScan(product, device, code, aim, layout) {
  for (const report of product.scanReports(code, aim, layout)) device.send(Buffer.from(report))
}

function openFiles() {
  return readdirSync('/proc/self/fd').length
}
