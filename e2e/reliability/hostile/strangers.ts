import type { ElectronApplication } from '@playwright/test'
import { CALL_NAMES } from '../../../shared/ipc/contract'
import { STRANGERS } from '../../hostile/tables'

/** What strangers were answered. */
export type StrangersTold = {
  readonly sent: number
  readonly accepted: number
  readonly lost: readonly string[]
}

/**
 * Asks every call again and again from pages that hold the terminal's preload and are not its window: at foreign
 * addresses, and in a frame within one that looks like ours.
 */
export async function askAsStrangers(
  app: ElectronApplication,
  count: number,
): Promise<StrangersTold> {
  const each = Math.ceil(count / (STRANGERS.length * CALL_NAMES.length))
  let [sent, accepted] = [0, 0]
  const lost: string[] = []
  for (const address of STRANGERS) {
    const told = await app.evaluate(
      async ({ app, BrowserWindow, session }, { address, script }) => {
        const strange = session.fromPartition(`stranger-${Date.now()}`)
        strange.webRequest.onBeforeRequest(null)
        const page = () =>
          new Response('<!doctype html><h1>till</h1>', { headers: { 'Content-Type': 'text/html' } })
        for (const scheme of ['http', 'https', 'app']) strange.protocol.handle(scheme, page)
        const preload = `${app.getAppPath()}/dist/electron/preload.cjs`
        const window = new BrowserWindow({
          show: false,
          webPreferences: { preload, session: strange },
        })
        try {
          await window.loadURL(address)
          const answers: Record<string, number> = await window.webContents.executeJavaScript(script)
          return answers
        } finally {
          window.destroy()
        }
      },
      { address, script: scriptOf(each) },
    )
    for (const [answer, times] of Object.entries(told)) {
      sent += times
      if (answer === 'accepted') accepted += times
      else if (answer !== 'sender-refused') lost.push(`${address} ${answer}`)
    }
  }
  return { sent, accepted, lost }
}

const INPUTS = [
  null,
  'x',
  { type: 'Pay' },
  { type: 'TakeCash', received: 100 },
  { act: 'open-drawer' },
  '2468',
]

const scriptOf = (each: number): string => `(async () => {
  const [names, inputs] = [${JSON.stringify(CALL_NAMES)}, ${JSON.stringify(INPUTS)}]
  const answers = {}
  for (let at = 0; at < ${each}; at += 1) {
    const replies = names.map((name) => window.till.ask(name, inputs[at % inputs.length]))
    for (const reply of await Promise.all(replies)) {
      const answer = reply.ok ? 'accepted' : reply.error.code
      answers[answer] = (answers[answer] ?? 0) + 1
    }
  }
  return answers
})()`
