import { memo, useEffect, useState, type ReactNode } from 'react'
import {
  Inbox,
  Printer,
  ScanBarcode,
  Tag,
  TriangleAlert,
  User,
  type LucideIcon,
} from 'lucide-react'
import type { Effect } from '../../../shared/order/effect'
import { openDevices, openHeld, openOwed } from '../../actions/window'
import { useKeyboard } from '../../actions/keyboard-context'
import { Chip, type ChipState } from '../../components/chip'
import { Held, Paw, SignalBars, SignalOff } from '../../components/icons'
import { askCashier } from '../../stores/draft'
import { useTerminal, useTill, useViewStore } from '../../stores/view'
import { en } from '../../text/en'
import { enStrip } from '../../text/en-strip'
import { useFormat } from '../parts/use-format'
import {
  networkChip,
  petzChip,
  printerChip,
  promotionsChip,
  scannerChip,
  type ChipWords,
} from '../parts/chips'

/** The status strip: who and where, what works, what waits, what time it is. */
export const Strip = memo(function Strip(): ReactNode {
  const name = useTerminal((terminal) => terminal.settings.terminal.name)
  const isSandbox = useTerminal((terminal) => terminal.sandbox)
  const cashier = useTill((view) => view.order.cashier)
  return (
    <header className="strip" aria-label={en.terminalStatus}>
      <span className="strip-name cut">{name}</span>
      {isSandbox ? <span className="strip-practice">{en.sandbox}</span> : null}
      <Chip
        icon={User}
        state="plain"
        label={cashier}
        name={en.cashierName(cashier)}
        onPress={() => askCashier({ kind: 'cashier-menu' })}
      />
      <span className="grow" />
      <DeviceChips />
      <ServiceChips />
      <span className="strip-rule" />
      <TrayChips />
      <Clock />
    </header>
  )
})

function DeviceChips(): ReactNode {
  const keyboard = useKeyboard()
  const devices = useViewStore((state) => state.devices)
  const open = (): void => keyboard.press(openDevices)
  return (
    <>
      <StateChip icon={ScanBarcode} words={scannerChip(devices)} onPress={open} />
      <StateChip icon={Printer} words={printerChip(devices)} onPress={open} />
    </>
  )
}

function ServiceChips(): ReactNode {
  const services = useViewStore((state) => state.services)
  const card = (service: 'promotions' | 'coupons' | 'network') => (): void =>
    askCashier({ kind: 'service', service })
  return (
    <>
      <StateChip icon={Tag} words={promotionsChip(services)} onPress={card('promotions')} />
      <StateChip icon={Paw} words={petzChip(services)} onPress={card('coupons')} />
      <StateChip icon={SignalBars} words={networkChip(services)} onPress={card('network')} />
    </>
  )
}

function TrayChips(): ReactNode {
  const keyboard = useKeyboard()
  const held = useTill((view) => view.held.length)
  const owed = useTill((view) => view.owed.filter(({ effect }) => isLate(effect)).length)
  const persons = useTill((view) => view.owed.filter(({ effect }) => isForPerson(effect)).length)
  return (
    <>
      <Chip
        icon={Held}
        state="plain"
        label={enStrip.held}
        name={enStrip.heldName(held)}
        count={held}
        onPress={() => keyboard.press(openHeld)}
      />
      <Chip
        icon={Inbox}
        state={persons > 0 ? 'failed' : 'plain'}
        label={enStrip.owed}
        name={persons > 0 ? enStrip.owedPerson(owed, persons) : enStrip.owedName(owed)}
        count={owed}
        onPress={() => keyboard.press(openOwed)}
      />
    </>
  )
}

/** What is on its way for the first time is no debt yet; the number must not flicker with every sale. */
function isLate(effect: Effect): boolean {
  return effect.code !== null || effect.status === 'needs-person'
}

/** What a person must have seen: it cannot end by itself, or has not ended for too long. */
function isForPerson(effect: Effect): boolean {
  return effect.status === 'needs-person' || effect.overdue === true
}

type StateChipProps = {
  readonly icon: LucideIcon
  readonly words: ChipWords
  readonly onPress: () => void
}

/** Trouble has its own sign, so that the state is seen without its colour. */
const SIGN: Readonly<Record<ChipState, LucideIcon | null>> = {
  ready: null,
  plain: null,
  attention: TriangleAlert,
  failed: TriangleAlert,
  offline: SignalOff,
}

function StateChip({ icon, words, onPress }: StateChipProps): ReactNode {
  return <Chip {...words} icon={SIGN[words.state] ?? icon} onPress={onPress} />
}

function Clock(): ReactNode {
  const format = useFormat()
  const wokeAt = useViewStore((state) => state.wokeAt)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    // A timer that slept with the computer would leave the old time standing.
    const wait = wokeAt > now ? 0 : 60_000 - (now % 60_000) + 20
    const timer = window.setTimeout(() => setNow(Date.now()), wait)
    return () => window.clearTimeout(timer)
  }, [now, wokeAt])
  return <span className="clock num">{format.time(now)}</span>
}
