import { utilityProcess } from 'electron'
import type { HostStarter } from './device-host'
import { messageFromHost } from './messages'

/**
 * Starts the device process beside the main one.
 * @param file  the built `devices.cjs`
 */
export function utilityHost(file: string): HostStarter {
  return ({ onMessage, onExit }) => {
    const child = utilityProcess.fork(file, [], { serviceName: 'devices', stdio: 'inherit' })
    child.on('message', (data) => onMessage(messageFromHost(data)))
    child.on('exit', onExit)
    return { post: (message) => child.postMessage(message), kill: () => void child.kill() }
  }
}
