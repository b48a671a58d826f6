import { Problem, start, stop } from './process.mjs'
import { hasDisplay } from './system.mjs'

const SIZE_DEFAULT = '1366x768'
const START_MS = 15_000

/**
 * Runs `work` with a display: the one that is there, or an Xvfb that lives as long as the work.
 * CASHIER_DISPLAY_SIZE (such as 1920x1080) sets the size of that Xvfb; CASHIER_DISPLAY=own makes one even
 * though a display is there.
 */
export async function withDisplay(work) {
  if (hasDisplay() && process.env.CASHIER_DISPLAY !== 'own') return await work()
  const before = { display: process.env.DISPLAY, wayland: process.env.WAYLAND_DISPLAY }
  const { server, display } = await startServer()
  process.env.DISPLAY = display
  delete process.env.WAYLAND_DISPLAY
  try {
    return await work()
  } finally {
    restore('DISPLAY', before.display)
    restore('WAYLAND_DISPLAY', before.wayland)
    await stop(server)
  }
}

/** Xvfb chooses a free number itself and says it on the fourth channel once it is ready. */
async function startServer() {
  const size = process.env.CASHIER_DISPLAY_SIZE ?? SIZE_DEFAULT
  if (!/^\d{3,5}x\d{3,5}$/.test(size))
    throw new Problem(`CASHIER_DISPLAY_SIZE is ${size}, but must look like ${SIZE_DEFAULT}.`)
  const args = ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset']
  const server = start('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = await new Promise((resolve, reject) => {
    const fail = () => reject(new Problem('Xvfb did not start: run `Xvfb :99` to see why.'))
    const timer = setTimeout(fail, START_MS)
    let text = ''
    server.once('error', fail)
    server.once('close', fail)
    server.stdio[3].setEncoding('utf8').on('data', (piece) => {
      text += piece
      if (!text.includes('\n')) return
      clearTimeout(timer)
      resolve(Number(text))
    })
  })
  return { server, display: `:${number}` }
}

function restore(name, value) {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}
