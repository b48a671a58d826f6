/** The device process: faults of native packages end here, and the main process starts it anew. */
import { systemClock } from '../clock'
import { DeviceRoom } from './device-room'
import { messageToHost } from './messages'

const main = process.parentPort
const room = new DeviceRoom(
  systemClock,
  (message) => main.postMessage(message),
  () => process.exit(0),
)
main.on('message', (event) => room.receive(messageToHost(event.data)))
main.postMessage({ type: 'ready' })
