import type { ReactNode } from 'react'
import type { Action } from '../../actions/action'
import { findDevices } from '../../actions/devices'
import { useActions } from '../../actions/keyboard-context'
import { backToOrder } from '../../actions/order'
import { Note } from '../../components/note'
import { useDraftStore } from '../../stores/draft'
import { useViewStore } from '../../stores/view'
import { enDevices } from '../../text/en-devices'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { DeviceCard } from './device-card'

const ACTIONS: readonly Action[] = [findDevices, backToOrder]

/** The devices, each with its state in words, what to do, and a test. */
export function DevicesScreen(): ReactNode {
  const devices = useViewStore((state) => state.devices)
  const refused = useDraftStore((draft) => draft.refused)
  useActions(ACTIONS)
  return (
    <div className="full devices fade-in">
      <div className="devices-head">
        <PanelTitle text={enDevices.devices} />
        <p>{enDevices.devicesHelp}</p>
        <ActionButton action={findDevices} size="row" />
        <ActionButton action={backToOrder} size="row" />
      </div>
      {refused === null ? null : <Note tone="warning" first={refused} className="pay-note" />}
      {devices.length === 0 ? (
        <Note tone="info" className="pay-note" first={enDevices.none} second={enDevices.noneHelp} />
      ) : (
        <div className="devices-cards">
          {devices.map((device) => (
            <DeviceCard key={device.id} device={device} />
          ))}
        </div>
      )}
    </div>
  )
}
