import './styles/window.css'
import { createRoot } from 'react-dom/client'
import { Keyboard } from './actions/keyboard'
import { KeyboardContext } from './actions/keyboard-context'
import { App } from './app'
import { startAnnouncer } from './announcer'
import { startListening } from './live'
import { Sounds } from './sounds'

const keyboard = new Keyboard()
window.addEventListener('keydown', (event) => void keyboard.handle(event), { capture: true })

startListening(new Sounds())
startAnnouncer(element('said'), element('alarmed'))

createRoot(element('root')).render(
  <KeyboardContext.Provider value={keyboard}>
    <App />
  </KeyboardContext.Provider>,
)

function element(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`The page has no #${id}`)
  return found
}
