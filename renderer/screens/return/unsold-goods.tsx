import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { CatalogItem } from '../../../shared/catalog'
import { itemsCalled } from '../../actions/items'
import { keepGoods, takeUnsold, withReceipt } from '../../actions/returns'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { typeInto, useField } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { enReturn } from '../../text/en-return'
import { ActionButton } from '../parts/action-button'
import { priceWords } from '../parts/item-grid'
import { useFormat } from '../parts/use-format'
import { ReturnReasons } from './return-reasons'

/** Goods without a receipt: scanned or searched, at the price of today, with a manager. */
export function UnsoldGoods(): ReactNode {
  const field = useRef<HTMLInputElement>(null)
  const text = useField('return-item')
  useEffect(() => field.current?.focus(), [])
  return (
    <>
      <Note tone="info" first={enReturn.comesBackWithout} second={enReturn.withoutReceiptHelp} />
      <ReturnReasons />
      <div className="return-find">
        <label className="field grow">
          <span className="spoken">{enReturn.searchItem}</span>
          <input
            ref={field}
            data-field="return-item"
            placeholder={enReturn.searchItem}
            autoComplete="off"
            spellCheck={false}
            maxLength={80}
            value={text}
            onChange={(event) => typeInto('return-item', event.target.value)}
          />
        </label>
        <ActionButton action={withReceipt} />
      </div>
      {text.trim() === '' ? <Taken /> : <Found text={text.trim()} />}
    </>
  )
}

/** Products by their names; a press takes one piece back. */
function Found({ text }: { readonly text: string }): ReactNode {
  const format = useFormat()
  const items = useFound(text)
  if (items === null) return null
  if (items.length === 0) return <p className="second">{en.noProduct(text)}</p>
  return (
    <ul className="return-matches" aria-label={en.products}>
      {items.slice(0, SHOWN_MAX).map((item) => (
        <li key={item.sku}>
          <Button
            label={en.tileName(item.name, priceWords(item, format))}
            className="return-match"
            onPress={() => takeUnsold(item)}
          >
            <span className="grow cut">{item.name}</span>
            <strong className="num">{priceWords(item, format)}</strong>
          </Button>
        </li>
      ))}
    </ul>
  )
}

const SHOWN_MAX = 6

function useFound(text: string): readonly CatalogItem[] | null {
  const [found, setFound] = useState<readonly CatalogItem[] | null>(null)
  useEffect(() => {
    let isWanted = true
    void itemsCalled(text).then((items) => {
      if (isWanted) setFound(items)
    })
    return () => {
      isWanted = false
    }
  }, [text])
  return found
}

/** What has been taken back without a receipt so far. */
function Taken(): ReactNode {
  const format = useFormat()
  const all = useTill((view) => view.order.back?.goods)
  const goods = (all ?? []).filter((one) => one.soldOrderId === null)
  return (
    <ul className="return-matches" aria-label={enReturn.comesBackWithout}>
      {goods.map((one) => (
        <li key={one.id} className="return-kept">
          <span className="num">{format.quantity(one.quantity, one.unit)}</span>
          <span className="grow cut">{one.name}</span>
          <strong className="num">{format.off(one.refund)}</strong>
          <Button
            label={enReturn.keep}
            name={enReturn.keepOf(one.name)}
            size="row"
            onPress={() => keepGoods(one.id)}
          />
        </li>
      ))}
    </ul>
  )
}
