import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { CatalogItem } from '../../../shared/catalog'
import { itemsCalled, enterCode, pickItem } from '../../actions/items'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { useField } from '../../stores/draft'
import { useTerminal } from '../../stores/view'
import { en } from '../../text/en'
import { ItemGrid } from '../parts/item-grid'
import { SEARCH_STEP, type SearchStep } from './search-field'

/** Letters that can be a barcode. */
const BARCODE = /^[0-9A-Z-]{4,}$/i

/** What the search has found, in the place of the quick keys. */
export function SearchResults(): ReactNode {
  const text = useField('search').trim()
  const loaded = useTerminal((terminal) => terminal.catalog.loaded)
  const found = useSearch(text, loaded)
  const [at, setAt] = useState(0)
  const enteredFor = useRef<string | null>(null)
  useLayoutEffect(() => setAt(0), [found])
  useEffect(() => {
    // Enter was pressed before the answer was here: it counts for the text it was pressed for.
    if (enteredFor.current === null || found?.text !== enteredFor.current) return
    enteredFor.current = null
    if (found.text === text) take(found, 0)
  }, [found, text])
  useEffect(() => {
    const step = (event: Event): void => {
      const asked = event instanceof CustomEvent ? stepOf(event.detail) : null
      if (asked === 'take' && found?.text !== text) enteredFor.current = text
      else takeStep(asked, { found, at }, setAt)
    }
    document.addEventListener(SEARCH_STEP, step)
    return () => document.removeEventListener(SEARCH_STEP, step)
  }, [found, text, at])
  if (found === null || text === '') return null
  return (
    <div id="search-results" className="grid-box search-results">
      <p className="second" role="status">
        {found.items.length > 0 ? en.results(found.items.length) : ''}
      </p>
      {found.items.length > 0 ? (
        <ItemGrid items={found.items} chosen={at} />
      ) : (
        <Note tone="info" first={en.noProduct(text)} second={en.noProductHelp}>
          {BARCODE.test(text) ? (
            <Button
              label={en.useAsBarcode}
              size="row"
              hint="Enter"
              onPress={() => void enterCode(text)}
            />
          ) : null}
        </Note>
      )}
    </div>
  )
}

/** What was found, and for which text. */
type Found = { readonly text: string; readonly items: readonly CatalogItem[] }

function takeStep(
  step: SearchStep | null,
  now: { readonly found: Found | null; readonly at: number },
  setAt: (at: number) => void,
): void {
  const { found, at } = now
  const last = Math.max(0, (found?.items.length ?? 0) - 1)
  if (step === 'next') setAt(Math.min(at + 1, last))
  if (step === 'previous') setAt(Math.max(at - 1, 0))
  if (step === 'take' && found !== null) take(found, at)
}

/** Takes the chosen result; a text that finds nothing may still be a barcode. */
function take(found: Found, at: number): void {
  const item = found.items[at]
  if (item) pickItem(item)
  else if (BARCODE.test(found.text)) void enterCode(found.text)
}

function stepOf(detail: unknown): SearchStep | null {
  return detail === 'next' || detail === 'previous' || detail === 'take' ? detail : null
}

/**
 * Asks the catalog as the cashier types, and again when it has changed; only the answer to the newest text
 * counts.
 */
function useSearch(text: string, loaded: number): Found | null {
  const [found, setFound] = useState<Found | null>(null)
  useEffect(() => {
    if (text === '') return undefined
    let isWanted = true
    void itemsCalled(text).then((items) => {
      if (isWanted) setFound({ text, items })
    })
    return () => {
      isWanted = false
    }
  }, [text, loaded])
  return found
}
