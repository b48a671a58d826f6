import './tray.css'
import { post, readState, say } from './control-calls'
import { placeKnobs } from './knobs'
import { CODES, PHONES, PRODUCTS, type Offer } from './offers'

/** How often the page looks for new receipts. */
const LOOK_MS = 700

/** The tray: a page of buttons on the outside world of one terminal. */
function start(): void {
  placeOffers('products', PRODUCTS)
  placeOffers('codes', CODES)
  placePhones()
  const field = part('code', HTMLInputElement)
  part('any', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault()
    if (field.value !== '') void scan(field.value)
    field.select()
  })
  const showKnobs = placeKnobs(part('knobs', HTMLElement))
  const look = async (): Promise<void> => {
    const state = await readState()
    if (state) {
      showKnobs(state)
      showPapers(state.receipts)
    }
    window.setTimeout(() => void look(), LOOK_MS)
  }
  void look()
}

async function scan(code: string): Promise<void> {
  say('')
  await post('/scan', { code })
}

function placeOffers(id: string, offers: readonly Offer[]): void {
  part(id, HTMLElement).append(
    ...offers.map(({ label, note, code }) => {
      const button = document.createElement('button')
      button.type = 'button'
      const small = document.createElement('small')
      small.textContent = note
      button.append(label, small)
      button.addEventListener('click', () => void scan(code))
      return button
    }),
  )
}

function placePhones(): void {
  for (const [number, who] of PHONES) {
    const term = document.createElement('dt')
    term.textContent = number
    const detail = document.createElement('dd')
    detail.textContent = who
    part('phones', HTMLElement).append(term, detail)
  }
}

/** New papers go on top; those on the page stay as they are. */
function showPapers(numbers: readonly number[]): void {
  const place = part('papers', HTMLElement)
  part('no-paper', HTMLElement).hidden = numbers.length > 0
  // A sandbox that was started again counts from one.
  if (place.childElementCount > numbers.length) place.replaceChildren()
  for (const number of numbers.slice(0, numbers.length - place.childElementCount).reverse()) {
    const picture = document.createElement('img')
    picture.src = `/receipt/${number}.png`
    picture.alt = `Printed paper ${number}`
    place.prepend(picture)
  }
}

function part<Kind extends HTMLElement>(id: string, kind: abstract new () => Kind): Kind {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}.`)
  return found
}

start()
