/** The terminal's HID scanner, with all that it said. */
export function scannerOn(product, device = null) {
  const heard = { codes: [], rejected: [] }
  const scanner = new product.HidScanner(product.nodeHidPort(), { device }, product.systemClock, {
    onScan: (reading) => heard.codes.push(reading.code),
    onRejected: (reason) => heard.rejected.push(reason),
    onStatus: () => undefined,
  })
  scanner.start()
  return {
    ...heard,
    stop: () => scanner.stop(),
    beep: (sound) => scanner.beep(sound),
    isReady: () => scanner.status.status === 'ready',
    failure: () => scanner.status.failure,
    facts: () => scanner.status.hid,
    said: () => JSON.stringify(scanner.status),
  }
}
