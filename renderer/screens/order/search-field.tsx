import type { KeyboardEvent, ReactNode } from 'react'
import { Search } from 'lucide-react'
import { keyHint } from '../../actions/action'
import { searchProducts } from '../../actions/order'
import { typeInto, useDraftStore, useField } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'

/** What a key in the search field asks of the results below it. */
export type SearchStep = 'next' | 'previous' | 'take'

const STEPS: Readonly<Record<string, SearchStep>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Enter: 'take',
}

/** Name of the event by which the field hands its keys to the results. */
export const SEARCH_STEP = 'till-search-step'

/** Search for a product, or type a barcode. */
export function SearchField(): ReactNode {
  const text = useField('search')
  const finding = useDraftStore((draft) => draft.findingScan)
  const code = useTill((view) => view.order.unresolved.find((one) => one.id === finding)?.code)
  const step = (event: KeyboardEvent<HTMLElement>): void => {
    const detail = STEPS[event.key]
    if (detail === undefined) return
    event.preventDefault()
    event.currentTarget.dispatchEvent(new CustomEvent(SEARCH_STEP, { detail, bubbles: true }))
  }
  return (
    <label className="field search">
      <Search size={20} strokeWidth={1.9} aria-hidden />
      <input
        data-field="search"
        aria-label={en.search}
        aria-controls="search-results"
        placeholder={code === undefined ? en.searchPlaceholder : en.searchFor(code)}
        autoComplete="off"
        spellCheck={false}
        maxLength={80}
        value={text}
        onChange={(event) => typeInto('search', event.target.value)}
        onKeyDown={step}
      />
      <span className="hint" aria-hidden="true">
        {keyHint(searchProducts.key ?? '')}
      </span>
    </label>
  )
}
