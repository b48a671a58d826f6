/** Waits for a machine that is many times slower than a till. */
const TIMES = {
  statusMs: 20_000,
  pollMs: 1000,
  spareMs: 60_000,
  quietMs: 1000,
  idleMs: 600_000,
  drawerMs: 20_000,
}

/** The terminal's printer driver with its road, as the device process puts them together. */
export function printerOn(product, makeWire) {
  const clock = product.systemClock
  const device = new product.Device({ makeWire, clock, onStatus: () => undefined })
  const link = {
    get status() {
      return device.status
    },
    write: (_job, bytes) => device.write(bytes),
    ask: (question) => device.ask(question),
    watch: (listener) => device.watch(listener),
  }
  const model = product.printerModel()
  const printer = new product.EscPosPrinter({ link, model, clock, times: TIMES })
  device.start()
  return { device, printer }
}
