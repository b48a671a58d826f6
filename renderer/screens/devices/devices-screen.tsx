import { useState, type ReactNode } from 'react'
import type { Action } from '../../actions/action'
import { findDevices } from '../../actions/devices'
import { useActions } from '../../actions/keyboard-context'
import { backToOrder } from '../../actions/order'
import { openHealth } from '../../actions/window'
import { Note } from '../../components/note'
import { Tabs, type Tab } from '../../components/tabs'
import { useDraftStore } from '../../stores/draft'
import { useViewStore } from '../../stores/view'
import { enDevices } from '../../text/en-devices'
import { enSelfTest } from '../../text/en-self-test'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { DeviceCard } from './device-card'
import { SelfTestPanel } from './self-test-panel'
import { SetUpPanel } from './set-up-panel'

const ACTIONS: readonly Action[] = [findDevices, backToOrder]

const TABS: readonly Tab[] = [
  { id: 'devices', label: enSelfTest.tabDevices },
  { id: 'check', label: enSelfTest.tabCheck },
  { id: 'set-up', label: enSelfTest.tabSetUp },
]

/** The devices, each with its state in words, what to do, and a test; the self-test; help with setting up. */
export function DevicesScreen(): ReactNode {
  const refused = useDraftStore((draft) => draft.refused)
  const [tab, setTab] = useState('devices')
  useActions(ACTIONS)
  return (
    <div className="full devices fade-in">
      <div className="devices-head">
        <PanelTitle text={enDevices.devices} />
        <p>{enDevices.devicesHelp}</p>
        <ActionButton action={openHealth} size="row" />
        <ActionButton action={findDevices} size="row" />
        <ActionButton action={backToOrder} size="row" />
      </div>
      <Tabs
        name={enSelfTest.tabs}
        tabs={TABS}
        chosen={tab}
        panel="devices-panel"
        onChoose={setTab}
      />
      {refused === null ? null : <Note tone="warning" first={refused} className="pay-note" />}
      <div id="devices-panel" role="tabpanel" className="devices-panel">
        <Panel tab={tab} />
      </div>
    </div>
  )
}

function Panel({ tab }: { readonly tab: string }): ReactNode {
  if (tab === 'check') return <SelfTestPanel />
  return tab === 'set-up' ? <SetUpPanel /> : <Cards />
}

function Cards(): ReactNode {
  const devices = useViewStore((state) => state.devices)
  if (devices.length === 0) {
    return (
      <Note tone="info" className="pay-note" first={enDevices.none} second={enDevices.noneHelp} />
    )
  }
  return (
    <div className="devices-cards">
      {devices.map((device) => (
        <DeviceCard key={device.id} device={device} />
      ))}
    </div>
  )
}
