import { useViewStore } from '../../stores/view'
import { formatOf, type Format } from '../../text/format'

/** How amounts, times and quantities are written on this terminal. */
export function useFormat(): Format {
  return useViewStore((state) => formatOf(state.terminal))
}
