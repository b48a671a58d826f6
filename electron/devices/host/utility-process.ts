import { app, utilityProcess } from 'electron'
import type { HostStarter } from './process-keeper'
import { messageFromHost } from './messages'

/**
 * Starts the device process beside the main one.
 * @param file  the built `devices.cjs`
 */
export function utilityHost(file: string): HostStarter {
  return ({ onMessage, onExit }) => {
    const env = app.isPackaged ? withoutSandbox(process.env) : process.env
    const child = utilityProcess.fork(file, [], { serviceName: 'devices', stdio: 'inherit', env })
    child.on('message', (data) => onMessage(messageFromHost(data)))
    child.on('exit', onExit)
    // A process that hangs may hang in its own closing: nothing is asked of it.
    const kill = () => {
      try {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
      } catch {
        // It has ended already, and its end is about to be told.
      }
    }
    return { post: (message) => child.postMessage(message), kill }
  }
}

/** A terminal in a shop reads its own devices and nobody else's. */
function withoutSandbox(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = ['CASHIER_HID_BUS', 'CASHIER_SERIAL_PORTS']
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)))
}
