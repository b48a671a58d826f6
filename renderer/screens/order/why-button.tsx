import type { ReactNode } from 'react'
import { CircleHelp } from 'lucide-react'
import { keyHint, keyShortcut } from '../../actions/action'
import { useKeyboard } from '../../actions/keyboard-context'
import { openWhy } from '../../actions/why'
import { useDraftStore } from '../../stores/draft'
import { useTill, useViewStore } from '../../stores/view'
import { enWhy } from '../../text/en-why'

/** The way to the reasons, with how many promotions are near; it stands where it is, whatever is near. */
export function WhyButton(): ReactNode {
  const keyboard = useKeyboard()
  const isPressed = useDraftStore((draft) => draft.screen === 'why')
  const isShown = useTill(
    ({ order }) => order.status === 'open' && order.lines.length + order.unresolved.length > 0,
  )
  const near = useViewStore((state) => (state.near?.near ?? []).filter(isOffer).length)
  if (!isShown) return null
  return (
    <button
      type="button"
      className="why-button"
      aria-label={enWhy.why}
      aria-describedby="why-near"
      aria-pressed={isPressed}
      aria-keyshortcuts={keyShortcut(openWhy.key ?? '')}
      data-near={near > 0 || undefined}
      onClick={() => keyboard.press(openWhy)}
    >
      <CircleHelp size={22} strokeWidth={1.9} aria-hidden />
      <span className="customer-words">
        <span className="customer-first">{enWhy.why}</span>
        <span id="why-near" className="customer-second">
          {near === 0 ? keyHint(openWhy.key ?? '') : enWhy.near(near)}
        </span>
      </span>
    </button>
  )
}

/** What the customer can be offered. */
function isOffer({ missing }: { readonly missing: { readonly code: string } }): boolean {
  return missing.code === 'goods-missing' || missing.code === 'spend-missing'
}
