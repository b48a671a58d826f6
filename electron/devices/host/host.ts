/** The device process: faults of native packages end here, and the main process starts it anew. */
import { systemClock } from '../clock'
import { hidBusPort, isHidBusAddress } from '../wire/hid-bus'
import { nodeHidPort } from '../wire/node-hid'
import { listSerial, listSerialOf } from '../wire/serial-list'
import { DeviceRoom } from './device-room'
import { ownVitals } from './health'
import { messageToHost } from './messages'

// The sandbox has cables and a bus of its own; no computer lists them. A packaged terminal is told of neither.
const { CASHIER_HID_BUS: bus = '', CASHIER_SERIAL_PORTS: ports = '' } = process.env
const main = process.parentPort
const room = new DeviceRoom({
  clock: systemClock,
  post: (message) => main.postMessage(message),
  onStopped: () => process.exit(0),
  listSerial: ports === '' ? listSerial : listSerialOf(ports),
  hid: isHidBusAddress(bus) ? hidBusPort(bus) : nodeHidPort(),
  vitals: ownVitals,
})
main.on('message', (event) => room.receive(messageToHost(event.data)))
main.postMessage({ type: 'ready' })
