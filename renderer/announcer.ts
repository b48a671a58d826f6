import type { TillView } from '../shared/order/till-view'
import { printerChip, scannerChip } from './screens/parts/chips'
import { useDraftStore } from './stores/draft'
import { useViewStore } from './stores/view'
import { announce } from './text/announce'
import { en } from './text/en'
import { formatOf } from './text/format'

/** Changes within this time are said as one. */
const BURST_MS = 250

/**
 * Says what has changed to those who cannot see it. The two live regions are in the page for its whole
 * life and never made anew.
 */
export function startAnnouncer(polite: HTMLElement, alert: HTMLElement): void {
  let before: TillView | null = null
  let timer: number | null = null
  const say = (): void => {
    timer = null
    const { view, terminal } = useViewStore.getState()
    if (view === null) return
    if (before !== null) {
      const said = announce(before, view, formatOf(terminal))
      if (said.polite !== null) polite.textContent = said.polite
      if (said.alert !== null) alert.textContent = said.alert
    }
    before = view
  }
  useViewStore.subscribe(({ view }) => {
    if (view === null || view === before) return
    timer ??= window.setTimeout(say, before === null ? 0 : BURST_MS)
  })
  useViewStore.subscribe(({ devices }, old) => {
    if (devices === old.devices || old.devices.length === 0) return
    for (const chipOf of [scannerChip, printerChip]) {
      const [was, is] = [chipOf(old.devices), chipOf(devices)]
      if (was.name === is.name) continue
      if (is.state === 'ready') polite.textContent = is.name
      else alert.textContent = is.name
    }
  })
  useViewStore.subscribe(({ devicesRestartedAt: at, terminal }, old) => {
    if (at === null || at === old.devicesRestartedAt) return
    const first = en.devicesRestarted(formatOf(terminal).time(at))
    alert.textContent = `${first} ${en.devicesRestartedHelp}`
  })
  useDraftStore.subscribe(({ refused }, old) => {
    if (refused !== null && refused !== old.refused) alert.textContent = refused
  })
}
