import { memo, useEffect, useState, type ReactNode } from 'react'
import { Undo2 } from 'lucide-react'
import type { CatalogItem } from '../../../shared/catalog'
import { ORDER_ACTIONS } from '../../actions/order'
import { useActions } from '../../actions/keyboard-context'
import { itemsOfCategory } from '../../actions/items'
import { openReturn } from '../../actions/returns'
import { Note } from '../../components/note'
import { Tabs } from '../../components/tabs'
import { choose, useChosen, useDraftStore, useField } from '../../stores/draft'
import { useTerminal } from '../../stores/view'
import { en } from '../../text/en'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'
import { ItemGrid } from '../parts/item-grid'
import { SearchField } from './search-field'
import { SearchResults } from './search-results'

/** The right side while an order is made: search, tabs, quick keys. The catalog is never drawn whole. */
export const ProductPanel = memo(function ProductPanel(): ReactNode {
  useActions(ORDER_ACTIONS.order)
  const text = useField('search')
  const isFinding = useDraftStore((draft) => draft.findingScan !== null)
  return (
    <section className="side products" aria-label={en.products}>
      <div className="search-row">
        <SearchField />
        <ActionButton
          action={openReturn}
          icon={<Undo2 size={22} strokeWidth={1.9} aria-hidden />}
        />
      </div>
      <LoadingNote />
      {text.trim() !== '' || isFinding ? <SearchResults /> : <QuickKeys />}
    </section>
  )
})

/** The tab of the quick keys; categories have their own names as ids. */
const QUICK = ''

function QuickKeys(): ReactNode {
  const categories = useTerminal((terminal) => terminal.categories)
  const loaded = useTerminal((terminal) => terminal.catalog.loaded)
  const category = useChosen('category') ?? QUICK
  const items = usePage(category, loaded)
  const tabs = [
    { id: QUICK, label: en.quickKeys },
    ...categories.map((name) => ({ id: name, label: name })),
  ]
  return (
    <>
      <Tabs
        name={en.categories}
        tabs={tabs}
        chosen={category}
        panel="products"
        onChoose={(id) => choose('category', id)}
      />
      <div id="products" role="tabpanel" className="grid-box" aria-label={category || en.quickKeys}>
        {items === null ? null : items.length === 0 ? (
          <Note tone="info" first={en.noProducts} second={en.noProductsHelp} />
        ) : (
          <ItemGrid items={items} />
        )}
      </div>
    </>
  )
}

/** The items of a category; asked again when the catalog has changed. Null until they are here. */
function usePage(category: string, loaded: number): readonly CatalogItem[] | null {
  const [page, setPage] = useState<readonly CatalogItem[] | null>(null)
  useEffect(() => {
    let isWanted = true
    void itemsOfCategory(category).then((items) => {
      if (isWanted) setPage(items)
    })
    return () => {
      isWanted = false
    }
  }, [category, loaded])
  return page
}

function LoadingNote(): ReactNode {
  const format = useFormat()
  const catalog = useTerminal((terminal) => terminal.catalog)
  if (!catalog.loading) return null
  const words = en.loadingProducts(format.count(catalog.loaded), format.count(catalog.expected))
  return <p className="second products-loading">{words}</p>
}
