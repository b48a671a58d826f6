/*
 * The promises of a HID port, kept by node-hid on real kernel devices; the same ones are tried on the virtual
 * bus of the sandbox by the unit tests.
 */
import { check, until } from './checks.mjs'
import { scannerReports } from './report-descriptors.mjs'
import { VirtualHid } from './virtual-hid.mjs'

const MS_MAX = 60_000

/** Runs every promise on a scanner of its own. */
export async function checkHidPort(product) {
  for (const { name, run } of product.HID_PORT_PROMISES) {
    const rig = makeRig(product)
    const broken = []
    try {
      await run(rig, (holds, what) => (holds ? undefined : broken.push(what)))
    } catch (error) {
      broken.push(String(error))
    }
    check(name, broken.length === 0, broken.join('; '))
    await rig.unplug()
    await until(async () => (await rig.port.list()).length === 0)
  }
}

function makeRig(product) {
  const scanner = product.HID_SCANNERS.honeywell
  let device = null
  return {
    port: product.nodeHidPort(),
    plug: async (serialNumber) => {
      device = new VirtualHid({ ...scanner, serialNumber }, scannerReports({ hasAim: true }))
    },
    unplug: async () => {
      device?.pull()
      device = null
    },
    send: async (report) => device?.send(Buffer.from(report)),
    heard: () => device?.outputs ?? [],
    numbers: { vendorId: scanner.vendorId, productId: scanner.productId },
    msMax: MS_MAX,
  }
}
