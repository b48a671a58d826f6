import { situationNow, type Action } from '../../actions/action'
import { useDraftStore } from '../../stores/draft'
import { useViewStore } from '../../stores/view'

/** Why an action cannot be done now, as a sentence, or null; follows both stores. */
export function useRefusal(action: Action): string | null {
  const read = (): string | null => {
    const situation = situationNow()
    return situation === null ? null : action.refusal(situation)
  }
  useViewStore(read)
  return useDraftStore(read)
}
