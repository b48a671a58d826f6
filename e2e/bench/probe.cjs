/*
 * Starts a program under measurement: `electron probe.cjs --program=<main file> --ready=<expression> …`.
 * The program itself is unchanged. The probe puts its page half (probe-page.js) into the first page as soon as
 * the page's document is there, and answers what the measurement asks over the pipe between processes:
 *
 *   → { id, run: <expression for the page> }            ← { id, value } or { id, failed }
 *   → { id, input: <event for sendInputEvent> }         ← { id, value: null }
 *   → { id, ask: 'processes' }                          ← { id, value: [{ pid, type }] }
 *   → { id, collect: null }                             ← { id, value: null } after the garbage is collected
 *   ← { ready: <milliseconds since 1970> } once `ready` holds and is painted
 */
const { app } = require('electron')
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const value = (name) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3)

const page = readFileSync(join(__dirname, 'probe-page.js'), 'utf8')
const ready = `() => Boolean(${value('ready')})`
let contents = null

app.on('web-contents-created', (_event, made) => {
  contents ??= made
  made.on('dom-ready', () => {
    made
      .executeJavaScript(`${page};window.probe.whenReady(${ready})`)
      .then((at) => process.send?.({ ready: at }))
      .catch((error) => process.stderr.write(`${error}\n`))
  })
})

const ANSWERS = {
  run: (expression) => contents.executeJavaScript(expression, true),
  input: (event) => {
    contents.sendInputEvent(event)
    return null
  },
  ask: () => [
    { pid: process.pid, type: 'Browser' },
    ...app
      .getAppMetrics()
      .filter(({ pid }) => pid !== process.pid)
      .map(({ pid, type, name }) => ({ pid, type: name ?? type })),
  ],
  collect: () => globalThis.gc?.() ?? null,
  quit: () => setImmediate(() => app.quit()) && null,
}

process.on('message', async ({ id, ...question }) => {
  const [[kind, about]] = Object.entries(question)
  try {
    process.send({ id, value: (await ANSWERS[kind](about)) ?? null })
  } catch (error) {
    process.send({ id, failed: String(error?.message ?? error) })
  }
})
process.on('disconnect', () => app.exit(0))

require(value('program'))
