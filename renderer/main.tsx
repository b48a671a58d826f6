import './styles/window.css'
import { createRoot } from 'react-dom/client'
import { Keyboard } from './actions/keyboard'
import { KeyboardContext } from './actions/keyboard-context'
import { App } from './app'
import { CrashBoundary } from './crash-boundary'
import { startAnnouncer } from './announcer'
import { startListening } from './live'
import { startNear } from './near'
import { Sounds } from './sounds'
import { useDraftStore } from './stores/draft'

const keyboard = new Keyboard()
window.addEventListener('keydown', (event) => void keyboard.handle(event), { capture: true })

const sounds = new Sounds()
startListening(sounds)
startNear()
useDraftStore.subscribe((now, before) => {
  if (now.soundTests !== before.soundTests) sounds.play('good')
})
startAnnouncer(element('said'), element('alarmed'))

createRoot(element('root')).render(
  <KeyboardContext.Provider value={keyboard}>
    <CrashBoundary>
      <App />
    </CrashBoundary>
  </KeyboardContext.Provider>,
)

function element(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`The page has no #${id}`)
  return found
}
