/*
 * A scanner as a USB device with two interfaces, as Honeywell's are: the maker's own page first, which is not
 * for us, and the scanner's. And who may open it: nobody but root, until there is a rule for udev.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { check, note, until } from './checks.mjs'
import { Port } from './port.mjs'
import { MAKERS_PAGE, scannerReports } from './report-descriptors.mjs'
import { scannerOn } from './scanner-on.mjs'
import { UsbGadget } from './usb-gadget.mjs'

const RULES = '/run/udev/rules.d'
const CODE = '4006381333931'
const NOBODY = 65_534
const DIALOUT = 20

/** Finds the right interface, opens it with and without rights, reads it, and pulls it out. */
export async function checkUsbHidScanner(product) {
  const about = product.HID_SCANNERS.honeywell
  const gadget = new UsbGadget(
    'hid-scanner',
    { ...about, manufacturer: 'Honeywell' },
    {
      'hid.0': hidFunction(scannerReports({ hasAim: true, page: MAKERS_PAGE })),
      'hid.1': hidFunction(scannerReports({ hasAim: true })),
    },
  )
  gadget.plug()
  const listed = await until(async () => {
    const found = (await product.nodeHidPort().list()).filter((one) => one.vendorId === '0c2e')
    return found.length >= 2 ? found : null
  })
  const entry = listed?.find((one) => one.usagePage === 0x8c)
  note(JSON.stringify(entry))
  check(
    'it is listed with its maker, model and number',
    entry?.manufacturer === 'Honeywell' && entry.serialNumber === about.serialNumber,
  )

  await checkRights(product, gadget, entry)
  await checkPlugging(product, gadget, about)
  gadget.pull()
}

/** Changing rights disturbs whoever reads, so a scanner is started and stopped under the same ones. */
async function checkRights(product, gadget, entry) {
  const own = new Port(gadget.hidFile('hid.1'), () => undefined)
  become(NOBODY, NOBODY)
  const outside = scannerOn(product)
  const refused = await until(() => outside.failure() === 'no-rights')
  await outside.stop()
  becomeRoot()
  check('without rights the terminal says so', refused !== null, outside.said())

  addRules(product.UDEV_RULES, entry.path)
  become(NOBODY, DIALOUT)
  const inside = scannerOn(product)
  const opened = await until(inside.isReady)
  check('with the rule for its group the terminal opens it', opened !== null, inside.said())
  sendScan(product, own, CODE)
  await until(() => inside.codes.length >= 1)
  check('and reads it', inside.codes.join() === CODE, inside.said())
  await inside.stop()
  becomeRoot()
  own.close()
}

async function checkPlugging(product, gadget, { vendorId, productId, serialNumber }) {
  const scanner = scannerOn(product, { vendorId, productId, serialNumber })
  await until(scanner.isReady)
  gadget.pull()
  check('pulled out it says so', await until(() => !scanner.isReady()), scanner.said())
  gadget.plug()
  check('plugged in again it is found', await until(scanner.isReady), scanner.said())
  await until(() => existsSync(gadget.hidFile('hid.1')))
  const own = new Port(gadget.hidFile('hid.1'), () => undefined)
  sendScan(product, own, 'AGAIN')
  await until(() => scanner.codes.length >= 1)
  check('and read', scanner.codes.join() === 'AGAIN', scanner.said())
  await scanner.stop()
  own.close()
}

function hidFunction(reports) {
  return { protocol: '0', subclass: '0', report_length: '64', report_desc: reports }
}

/** The rules the terminal offers, and the line for an account that never logs on at the screen. */
function addRules(rules, path) {
  mkdirSync(RULES, { recursive: true })
  const kiosk = 'KERNEL=="hidraw*", ATTRS{idVendor}=="0c2e", GROUP="dialout", MODE="0660"'
  writeFileSync(`${RULES}/70-cashier-terminal.rules`, `${rules}\n${kiosk}\n`)
  execFileSync('udevadm', ['control', '--reload'])
  execFileSync('udevadm', ['trigger', '--action=add', '--subsystem-match=hidraw'])
  execFileSync('udevadm', ['settle', '-t', '60'])
  const facts = execFileSync('udevadm', ['info', '--query=property', `--name=${path}`]).toString()
  check('the rules of the Devices screen take hold', /^TAGS=.*:uaccess:/m.test(facts), facts)
}

/** Gives the rights of root away for a while, for all threads of this program. */
function become(user, group) {
  process.setgroups([group])
  process.setegid(group)
  process.seteuid(user)
}

function becomeRoot() {
  process.seteuid(0)
  process.setegid(0)
  process.setgroups([0])
}

function sendScan(product, own, code) {
  for (const report of product.scanReports(code, ']C0', 'honeywell')) own.write(report)
}
