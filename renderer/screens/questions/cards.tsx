import { useState, type ReactNode } from 'react'
import type { ServiceView } from '../../../shared/ipc/contract'
import { keyHint, type Action } from '../../actions/action'
import { useActions, useKeyboard } from '../../actions/keyboard-context'
import { lockTerminal } from '../../actions/lock'
import { closeCard, tryService } from '../../actions/questions'
import { openDevices, openHealth, openHelp, openSettings } from '../../actions/window'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { askCashier, changeTheme, useDraftStore } from '../../stores/draft'
import { useTill, useViewStore } from '../../stores/view'
import { en } from '../../text/en'
import { enHealth } from '../../text/en-health'
import { enLock } from '../../text/en-lock'
import { enStrip } from '../../text/en-strip'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'

/** The keys of the screen below, with what they do. */
export function HelpDialog(): ReactNode {
  const keyboard = useKeyboard()
  // Read before this dialog's own keys cover them.
  const [below] = useState(() => keyboard.reachable().filter((one) => one.key !== null))
  useActions(CLOSE_ONLY, 'dialog')
  return (
    <Dialog title={en.keyboardHelp} width={860}>
      <dl className="help-list">
        {below.map((action) => (
          <Key key={action.name} action={action} />
        ))}
      </dl>
      <div className="dialog-buttons">
        <ActionButton action={closeCard} firstFocus />
      </div>
    </Dialog>
  )
}

const CLOSE_ONLY = [closeCard]

function Key({ action }: { readonly action: Action }): ReactNode {
  return (
    <>
      <dt>{keyHint(action.key ?? '')}</dt>
      <dd>{action.label}</dd>
    </>
  )
}

/** Behind the cashier's name: settings, devices, health, help, light or dark. */
export function CashierMenu(): ReactNode {
  const keyboard = useKeyboard()
  const cashier = useTill((view) => view.order.cashier)
  const theme = useDraftStore((draft) => draft.theme)
  useActions(CLOSE_ONLY, 'dialog')
  const go = (action: Action) => (): void => {
    askCashier(null)
    keyboard.press(action)
  }
  const other = theme === 'light' ? 'dark' : 'light'
  return (
    <Dialog title={cashier} width={420}>
      <div className="dialog-buttons">
        <Button label={enLock.lock} onPress={go(lockTerminal)} firstFocus />
        <Button label={en.settings} onPress={go(openSettings)} />
        <Button label={en.devices} onPress={go(openDevices)} />
        <Button label={enHealth.health} onPress={go(openHealth)} />
        <Button label={en.keyboardHelp} onPress={go(openHelp)} />
        <Button
          label={theme === 'light' ? en.darkTheme : en.lightTheme}
          onPress={() => changeTheme(other)}
        />
        <ActionButton action={closeCard} tone="plain" />
      </div>
    </Dialog>
  )
}

const TRY_OR_CLOSE = [tryService, closeCard]

/** A provider: since when it is so, how fast it last answered, and Try now. */
export function ServiceCard(props: { readonly service: ServiceView['service'] }): ReactNode {
  useActions(TRY_OR_CLOSE, 'dialog')
  const format = useFormat()
  const service = useViewStore((state) =>
    state.services.find((one) => one.service === props.service),
  )
  const state = enStrip.serviceState[service?.status ?? 'unused']
  const ms = service?.lastAnswerMs ?? null
  const details = [
    state,
    service ? enStrip.since(format.time(service.since)) : '',
    ms === null ? enStrip.neverAnswered : enStrip.lastAnswer(format.count(ms)),
  ]
  return (
    <Dialog title={SERVICE_NAMES[props.service]} detail={details.filter(Boolean).join(' ')}>
      <div className="dialog-buttons-side">
        <ActionButton action={closeCard} firstFocus />
        <ActionButton action={tryService} tone="forward" />
      </div>
    </Dialog>
  )
}

const SERVICE_NAMES: Readonly<Record<ServiceView['service'], string>> = {
  promotions: enStrip.promotionsService,
  coupons: enStrip.petz,
  network: enStrip.network,
}
