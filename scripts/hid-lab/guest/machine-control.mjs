/*
 * Control of the machine from within, by QMP: one JSON object in a line for each order, `{"return":…}` or
 * `{"error":…}` for each answer in the same order, and `{"event":…}` between them. The first order must be
 * `qmp_capabilities`.
 */
import { until } from './checks.mjs'
import { machinePort, Port } from './port.mjs'

/** Plugs and pulls the USB devices that qemu brings. */
export class MachineControl {
  #port = new Port(machinePort('control'), (bytes) => this.#hear(bytes))
  #text = ''
  #waiting = []
  #deleted = new Set()

  async open() {
    await this.#order('qmp_capabilities')
  }

  /** Plugs a device in. */
  async plug(driver, id, properties) {
    this.#deleted.delete(id)
    await this.#order('device_add', { driver, id, bus: 'usb.0', ...properties })
  }

  /** Pulls a device out. */
  async pull(id) {
    await this.#order('device_del', { id })
    await until(() => this.#deleted.has(id))
  }

  /** Makes a cable that leads nowhere. */
  async addNowhere(id) {
    await this.#order('chardev-add', { id, backend: { type: 'null', data: {} } })
  }

  close() {
    this.#port.close()
  }

  #order(execute, values) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#port.write(Buffer.from(`${JSON.stringify({ execute, arguments: values })}\n`))
    })
  }

  #hear(bytes) {
    this.#text += bytes.toString()
    const lines = this.#text.split('\n')
    this.#text = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') this.#take(JSON.parse(line))
  }

  #take(message) {
    if (message.event === 'DEVICE_DELETED') this.#deleted.add(message.data.device)
    if (!('return' in message) && !('error' in message)) return
    const order = this.#waiting.shift()
    if ('error' in message) order?.reject(new Error(message.error.desc))
    else order?.resolve(message.return)
  }
}
