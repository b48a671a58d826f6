import { post } from './control-calls'
import type { WorldState } from '../world-state'

/** One choice of a knob. */
type Choice = {
  readonly label: string
  /** Turns it there. */
  readonly turn: () => Promise<void>
  /** Whether the world says it is there; a knob of a service remembers what was pressed. */
  readonly isNow?: (state: WorldState) => boolean
}

type Knob = { readonly name: string; readonly choices: readonly Choice[] }

/** More requests than anybody makes between two presses. */
const EVERY = 10_000

/** What can be made to go wrong outside the terminal. */
const KNOBS: readonly Knob[] = [
  {
    name: 'Promotions provider',
    choices: [
      { label: 'Well', turn: () => trouble('promotions', null) },
      { label: 'Slow', turn: () => trouble('promotions', { kind: 'delay', ms: 3000 }) },
      { label: 'Silent', turn: () => trouble('promotions', { kind: 'silence' }) },
    ],
  },
  {
    name: 'Coupon service',
    choices: [
      { label: 'Well', turn: () => trouble('coupons', null) },
      { label: 'Slow', turn: () => trouble('coupons', { kind: 'delay:4000' }) },
      { label: 'Down', turn: () => trouble('coupons', { kind: 'down' }) },
    ],
  },
  {
    name: 'Paper',
    choices: [
      printer('There', { paper: 'ok' }, (now) => now.paper === 'ok'),
      printer('Low', { paper: 'low' }, (now) => now.paper === 'low'),
      printer('Out', { paper: 'out' }, (now) => now.paper === 'out'),
    ],
  },
  {
    name: 'Printer cover',
    choices: [
      printer('Shut', { coverOpen: false }, (now) => !now.coverOpen),
      printer('Open', { coverOpen: true }, (now) => now.coverOpen),
    ],
  },
  {
    name: 'Cash drawer',
    choices: [
      printer('Shut', { drawerOpen: false }, (now) => !now.drawerOpen),
      printer('Open', { drawerOpen: true }, (now) => now.drawerOpen),
    ],
  },
  {
    name: 'Scanner cable',
    choices: [
      { label: 'In', turn: () => cable(true), isNow: (state) => state.scanner },
      { label: 'Out', turn: () => cable(false), isNow: (state) => !state.scanner },
    ],
  },
]

/** Puts the knobs on the page. Answers what shows how the world is now. */
export function placeKnobs(place: HTMLElement): (state: WorldState) => void {
  const shown = KNOBS.flatMap((knob) => {
    const group = document.createElement('fieldset')
    const legend = document.createElement('legend')
    legend.textContent = knob.name
    group.append(legend)
    place.append(group)
    return knob.choices.map((choice, index) => {
      const radio = radioOf(knob.name, choice, index === 0)
      group.append(radio.label)
      return { choice, radio: radio.input }
    })
  })
  return (state) => {
    for (const { choice, radio } of shown) if (choice.isNow) radio.checked = choice.isNow(state)
  }
}

function radioOf(name: string, choice: Choice, checked: boolean) {
  const input = document.createElement('input')
  Object.assign(input, { type: 'radio', name, checked })
  input.addEventListener('change', () => void choice.turn())
  const label = document.createElement('label')
  label.append(input, choice.label)
  return { input, label }
}

async function trouble(
  service: 'promotions' | 'coupons',
  fault: Readonly<Record<string, unknown>> | null,
): Promise<void> {
  await post(`/${service}/fault`, { kind: 'none' })
  if (fault) await post(`/${service}/fault`, { ...fault, count: EVERY })
}

function printer(
  label: string,
  change: Readonly<Record<string, unknown>>,
  isNow: (now: NonNullable<WorldState['printer']>) => boolean,
): Choice {
  return {
    label,
    turn: () => post('/printer', change),
    isNow: ({ printer: now }) => now !== null && isNow(now),
  }
}

function cable(isIn: boolean): Promise<void> {
  return post('/cable', { device: 'scanner', in: isIn })
}
