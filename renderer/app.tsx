import { useEffect, type ReactNode } from 'react'
import { unreachable } from '../shared/assert'
import { WINDOW_ACTIONS } from './actions/window'
import { useActions } from './actions/keyboard-context'
import { CompleteScreen } from './screens/complete/complete-screen'
import { DevicesScreen } from './screens/devices/devices-screen'
import { DiscntPanel } from './screens/discnt/discnt-panel'
import { HealthScreen } from './screens/health/health-screen'
import { HeldScreen } from './screens/held/held-screen'
import { OrderBar } from './screens/parts/order-bar'
import { OrderColumn } from './screens/order/order-column'
import { ProductPanel } from './screens/order/product-panel'
import { OwedScreen } from './screens/owed/owed-screen'
import { PaymentPanel } from './screens/payment/payment-panel'
import { PromotionsPanel } from './screens/promotions/promotions-panel'
import { Questions } from './questions'
import { ReturnPanel } from './screens/return/return-panel'
import { SettingsScreen } from './screens/settings/settings-screen'
import { Strip } from './screens/strip/strip'
import { WalletBar } from './screens/wallet/wallet-bar'
import { WalletPanel } from './screens/wallet/wallet-panel'
import { WhyPanel } from './screens/why/why-panel'
import { useDraftStore } from './stores/draft'
import { stageOf } from './stores/place'
import { useTill, useViewStore } from './stores/view'

/** The window, once the till has spoken; before that, only its ground. */
export function App(): ReactNode {
  const isHeard = useViewStore((state) => state.view !== null && state.terminal !== null)
  const theme = useDraftStore((draft) => draft.theme)
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
  return isHeard ? <Window /> : null
}

function Window(): ReactNode {
  useActions(WINDOW_ACTIONS, 'window')
  return (
    <div className="shell">
      <Strip />
      <Stage />
      <Questions />
    </div>
  )
}

/** The cells below the strip: the order with one panel beside it, or one full screen; and their bar. */
function Stage(): ReactNode {
  const screen = useDraftStore((draft) => draft.screen)
  const stage = useTill((view) => stageOf(view.order.status, screen))
  switch (stage) {
    case 'order':
      return beside(<ProductPanel />, <OrderBar />)
    case 'discnt':
      return beside(<DiscntPanel />, <OrderBar />)
    case 'promotions':
      return beside(<PromotionsPanel />, <OrderBar />)
    case 'wallet':
      return beside(<WalletPanel />, <WalletBar />)
    case 'return':
      return beside(<ReturnPanel />, <OrderBar />)
    case 'why':
      return beside(<WhyPanel />, <OrderBar />)
    case 'payment':
      return beside(<PaymentPanel />, null)
    case 'complete':
      return <CompleteScreen />
    case 'held':
      return <HeldScreen />
    case 'owed':
      return <OwedScreen />
    case 'devices':
      return <DevicesScreen />
    case 'settings':
      return <SettingsScreen />
    case 'health':
      return <HealthScreen />
    default:
      return unreachable(stage)
  }
}

/** The order stays where it is while panels change; it is the same part all day. */
function beside(panel: ReactNode, bar: ReactNode): ReactNode {
  return (
    <>
      <OrderColumn key="order" />
      {panel}
      {bar}
    </>
  )
}
