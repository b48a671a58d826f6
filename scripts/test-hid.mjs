/*
 * npm run test:hid: scanners and printers at real kernel drivers, without hardware. A small virtual machine is
 * started with the stock kernel of Debian, and in it the terminal's own device modules meet HID, USB serial
 * and USB printer devices that are plugged in and pulled out by a test (docs/devices/test-hid.md).
 *
 * Where such a machine cannot be had the last line is "skipped: why", and nothing has been tested. Root on
 * Debian gets the missing packages installed; the kernel is fetched and unpacked, never installed.
 */
import { ensureDependencies } from './dependencies.mjs'
import { ensureKernel } from './hid-lab/kernel.mjs'
import { runInMachine } from './hid-lab/machine.mjs'
import { bundleProduct } from './hid-lab/product.mjs'
import { Skipped } from './hid-lab/skipped.mjs'
import { ensureTools } from './hid-lab/tools.mjs'
import { main, say } from './process.mjs'

await main(import.meta.url, async () => {
  try {
    await ensureTools()
    await ensureDependencies()
    const kernel = await ensureKernel()
    return await runInMachine(kernel, await bundleProduct())
  } catch (error) {
    if (!(error instanceof Skipped)) throw error
    say(`skipped: ${error.message}`)
    return 0
  }
})
