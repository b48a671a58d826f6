/*
 * The bare page's main process: one window with the same isolation as the terminal's, and, with
 * `--scanner=<path>`, a serial line whose every code becomes a row by the item number in it.
 */
const { app, BrowserWindow } = require('electron')
const { join } = require('node:path')

const value = (name) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3)

const data = value('data')
if (data) app.setPath('userData', data)
app.on('window-all-closed', () => app.quit())
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    useContentSize: true,
    show: false,
    webPreferences: {
      preload: join(__dirname, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
      backgroundThrottling: false,
    },
  })
  window.removeMenu()
  window.once('ready-to-show', () => window.show())
  void window.loadFile(join(__dirname, 'page.html'))
  const path = value('scanner')
  if (path) listenTo(path, window)
})

function listenTo(path, window) {
  const { SerialPort } = require('serialport')
  const port = new SerialPort({ path, baudRate: 115_200, hupcl: false })
  app.on('before-quit', () => port.close())
  let held = ''
  port.on('data', (bytes) => {
    const pieces = (held + bytes.toString('latin1')).split('\r')
    held = pieces.pop()
    for (const code of pieces) window.webContents.send('row', `No ${Number(code.slice(2, 12))}`)
  })
}
