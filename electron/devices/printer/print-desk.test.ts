import { expect, test } from 'vitest'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'
import { PrintDesk, type DeskPrinter } from './print-desk'
import type { PrintOutcome, PulseOutcome } from './port'

const PRINTED: PrintOutcome = { outcome: 'printed' }
const OUT: PrintOutcome = { outcome: 'not-printed', code: 'paper-out' }
const AWAY: PrintOutcome = { outcome: 'not-printed', code: 'not-connected' }
const UNKNOWN: PrintOutcome = { outcome: 'unknown', code: 'cutter-stuck' }

test.each<[string, readonly [PrintOutcome, PrintOutcome], PrintOutcome, number]>([
  ['the first printer takes the paper', [PRINTED, PRINTED], PRINTED, 0],
  ['the spare takes over from one without paper', [OUT, PRINTED], onSpare(), 1],
  ['the spare takes over from one that is away', [AWAY, PRINTED], onSpare(), 1],
  ['what may be on paper never moves to the spare', [UNKNOWN, PRINTED], UNKNOWN, 0],
  ['when neither can, the first one says why', [OUT, AWAY], OUT, 1],
  ['what may be on the paper of the spare is asked about', [OUT, UNKNOWN], UNKNOWN, 1],
])('%s', async (_, [first, spare], outcome, onTheSpare) => {
  const [one, other] = [printer(first), printer(spare)]
  const desk = new PrintDesk(one, other)
  expect(await desk.print('receipt', RECEIPT_0042)).toEqual(outcome)
  expect([one.prints, other.prints]).toEqual([1, onTheSpare])
})

test('a pulse goes to the printer with the drawer and to no other', async () => {
  const [one, other] = [printer(PRINTED, 'not-pulsed'), printer(PRINTED, 'pulsed')]
  expect(await new PrintDesk(one, other).pulse('drawer')).toMatchObject({ outcome: 'not-pulsed' })
  expect([one.pulses, other.pulses]).toEqual([1, 0])
  const moved = new PrintDesk(one, other, { first: false, spare: true })
  expect(await moved.pulse('drawer')).toEqual({ outcome: 'pulsed' })
  const none = new PrintDesk(one, other, { first: false, spare: false })
  expect(await none.pulse('drawer')).toEqual({ outcome: 'not-pulsed', code: 'no-drawer' })
  expect([one.pulses, other.pulses]).toEqual([1, 1])
})

function onSpare(): PrintOutcome {
  return { outcome: 'printed', on: 'spare-printer' }
}

function printer(
  outcome: PrintOutcome,
  pulse: 'pulsed' | 'not-pulsed' = 'pulsed',
): DeskPrinter & { prints: number; pulses: number } {
  const pulsed: PulseOutcome =
    pulse === 'pulsed' ? { outcome: 'pulsed' } : { outcome: 'not-pulsed', code: 'paper-out' }
  return {
    prints: 0,
    pulses: 0,
    print() {
      this.prints += 1
      return Promise.resolve(outcome)
    },
    pulse() {
      this.pulses += 1
      return Promise.resolve(pulsed)
    },
  }
}
