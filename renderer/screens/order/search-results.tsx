import { useEffect, useLayoutEffect, useState, type ReactNode } from 'react'
import type { CatalogItem } from '../../../shared/catalog'
import { itemsCalled, enterCode, pickItem } from '../../actions/items'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { useField } from '../../stores/draft'
import { en } from '../../text/en'
import { ItemGrid } from '../parts/item-grid'
import { SEARCH_STEP, type SearchStep } from './search-field'

/** Letters that can be a barcode. */
const BARCODE = /^[0-9A-Z-]{4,}$/i

/** What the search has found, in the place of the quick keys. */
export function SearchResults(): ReactNode {
  const text = useField('search').trim()
  const found = useSearch(text)
  const [at, setAt] = useState(0)
  useLayoutEffect(() => setAt(0), [found])
  useEffect(() => {
    const step = (event: Event): void => {
      if (!(event instanceof CustomEvent)) return
      takeStep(stepOf(event.detail), { found, text, at }, setAt)
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
  now: { readonly found: Found | null; readonly text: string; readonly at: number },
  setAt: (at: number) => void,
): void {
  const { found, text, at } = now
  const items = found?.items ?? []
  if (step === 'next') setAt(Math.min(at + 1, Math.max(0, items.length - 1)))
  if (step === 'previous') setAt(Math.max(at - 1, 0))
  // An answer for an earlier text is not taken: Enter waits for what is on screen.
  if (step !== 'take' || found?.text !== text) return
  const item = items[at]
  if (item) pickItem(item)
  else if (BARCODE.test(text)) void enterCode(text)
}

function stepOf(detail: unknown): SearchStep | null {
  return detail === 'next' || detail === 'previous' || detail === 'take' ? detail : null
}

/** Asks the catalog as the cashier types; only the answer to the newest text counts. */
function useSearch(text: string): Found | null {
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
  }, [text])
  return found
}
