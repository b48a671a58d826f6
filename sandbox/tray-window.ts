/*
 * The window of the scan tray: `electron tray.cjs --address=<tray page> --data=<folder>`. A program of its own, so
 * that the terminal knows nothing of it. It shows one page, from this computer, and goes nowhere else.
 */
import { app, BrowserWindow, screen } from 'electron'

const SIZE = { width: 520, height: 1000 }

function argument(name: string): string {
  const flag = `--${name}=`
  return (
    process.argv
      .filter((one) => one.startsWith(flag))
      .at(-1)
      ?.slice(flag.length) ?? ''
  )
}

const address = argument('address')
const data = argument('data')
if (!/^http:\/\/127\.0\.0\.1:\d+\/$/.test(address)) {
  process.stderr.write('Name the tray page: --address=http://127.0.0.1:<port>/\n')
  app.exit(1)
}
if (data !== '') app.setPath('userData', data)

app.on('window-all-closed', () => app.quit())
app.on('web-contents-created', (_event, contents) => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  contents.session.setPermissionCheckHandler(() => false)
})

void app.whenReady().then(() => {
  const { workArea } = screen.getPrimaryDisplay()
  const window = new BrowserWindow({
    width: SIZE.width,
    height: Math.min(SIZE.height, workArea.height),
    x: workArea.x + Math.max(0, workArea.width - SIZE.width),
    y: workArea.y,
    title: 'Scan tray',
    backgroundColor: '#efeeea',
    autoHideMenuBar: true,
    webPreferences: {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  })
  window.removeMenu()
  void window.loadURL(address)
})
