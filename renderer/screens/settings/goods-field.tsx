import { useEffect, useState, type ReactNode } from 'react'
import { Plus, X } from 'lucide-react'
import type { CatalogItem } from '../../../shared/catalog'
import { itemsCalled } from '../../actions/items'
import { Button } from '../../components/button'
import {
  choose,
  fillPromotionForm,
  typeInto,
  useChosen,
  useDraftStore,
  useField,
} from '../../stores/draft'
import type { GoodsForm, NamesForm, PromotionForm } from '../../stores/promotion-form'
import { useTerminal } from '../../stores/view'
import { enStorePromotions as en } from '../../text/en-store-promotions'
import { Mistakes } from './form-field'

type GoodsFieldProps = {
  readonly label: string
  /** Where the file has the block with these goods: "" or "parts.0". */
  readonly path: string
  readonly goods: GoodsForm
  readonly onChange: (goods: GoodsForm) => void
}

/** Goods by item and category, and those left out. */
export function GoodsField({ label, path, goods, onChange }: GoodsFieldProps): ReactNode {
  const { except } = goods
  return (
    <div className="promotion-goods">
      <GoodsList
        label={label}
        path={path}
        names={goods}
        empty={en.allGoods}
        onChange={(names) => onChange({ ...names, except })}
      />
      <GoodsList
        label={en.except}
        path={under(path, 'except')}
        names={except}
        empty={null}
        onChange={(left) => onChange({ ...goods, except: left })}
      />
    </div>
  )
}

type GoodsListProps = {
  readonly label: string
  readonly path: string
  readonly names: NamesForm
  /** What is meant without any name; null where nothing is. */
  readonly empty: string | null
  readonly onChange: (names: NamesForm) => void
}

function GoodsList({ label, path, names, empty, onChange }: GoodsListProps): ReactNode {
  const isOpen = useChosen('promotion-goods') === pickerOf(path)
  const { items, barcodes, categories } = names
  const isEmpty = items.length + barcodes.length + categories.length === 0
  return (
    <fieldset className="promotion-names">
      <legend className="field-label">{label}</legend>
      <div className="promotion-chips">
        {isEmpty && empty !== null ? <span className="second">{empty}</span> : null}
        <Chips codes={categories} onDrop={(left) => onChange({ ...names, categories: left })} />
        <Chips isCode codes={items} onDrop={(left) => onChange({ ...names, items: left })} />
        <Chips isCode codes={barcodes} onDrop={(left) => onChange({ ...names, barcodes: left })} />
        <Button
          label={isOpen ? en.done : en.addGoods}
          name={isOpen ? en.done : en.addGoodsTo(label)}
          size="row"
          icon={isOpen ? null : <Plus size={20} strokeWidth={1.9} aria-hidden />}
          pressed={isOpen}
          onPress={() => {
            typeInto('promotion-goods', '')
            choose('promotion-goods', isOpen ? null : pickerOf(path))
          }}
        />
      </div>
      {isOpen ? <Picker label={label} names={names} onChange={onChange} /> : null}
      <Mistakes paths={['items', 'barcodes', 'categories'].map((name) => under(path, name))} />
    </fieldset>
  )
}

function under(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

/** The empty path is a choice as well. */
function pickerOf(path: string): string {
  return `goods:${path}`
}

type ChipsProps = {
  readonly codes: readonly string[]
  /** Items and barcodes are shown by their names. */
  readonly isCode?: boolean
  readonly onDrop: (left: readonly string[]) => void
}

const NO_NAMES: PromotionForm['names'] = {}

function Chips({ codes, isCode = false, onDrop }: ChipsProps): ReactNode {
  const names = useDraftStore((draft) => draft.promotionForm?.names ?? NO_NAMES)
  return codes.map((code) => {
    const name = isCode ? (names[code] ?? `${code}, ${en.unknownGoods}`) : code
    return (
      <Button
        key={code}
        label={name}
        name={en.drop(name)}
        size="row"
        className="promotion-chip"
        onPress={() => onDrop(codes.filter((one) => one !== code))}
      >
        <span className="cut">{name}</span>
        <X size={18} strokeWidth={1.9} aria-hidden />
      </Button>
    )
  })
}

type PickerProps = Pick<GoodsListProps, 'label' | 'names' | 'onChange'>

/** Results shown below the search. */
const RESULTS_MAX = 6

function Picker({ label, names, onChange }: PickerProps): ReactNode {
  const text = useField('promotion-goods').trim()
  const found = useItems(text)
  const all = useTerminal((terminal) => terminal.categories)
  const { items, categories } = names
  const pick = ({ sku, name }: CatalogItem): void => {
    const known = useDraftStore.getState().promotionForm?.names ?? NO_NAMES
    fillPromotionForm({ names: { ...known, [sku]: name } })
    onChange({ ...names, items: [...items.filter((one) => one !== sku), sku] })
    typeInto('promotion-goods', '')
  }
  return (
    <div className="promotion-picker">
      <div className="field">
        <input
          aria-label={en.findGoods}
          placeholder={en.findGoods}
          data-field="promotion-goods"
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          value={text === '' ? '' : useDraftStore.getState().fields['promotion-goods']}
          onChange={(event) => typeInto('promotion-goods', event.target.value)}
        />
      </div>
      {text !== '' && found?.length === 0 ? <p className="second">{en.noGoods(text)}</p> : null}
      <div className="promotion-chips">
        {(found ?? []).slice(0, RESULTS_MAX).map((item) => (
          <Button key={item.sku} label={item.name} size="row" onPress={() => pick(item)} />
        ))}
      </div>
      {text === '' && all.length > 0 ? (
        <div className="promotion-chips" role="group" aria-label={en.categoriesOf(label)}>
          {all.map((one) => (
            <Button
              key={one}
              label={one}
              size="row"
              pressed={categories.includes(one)}
              onPress={() =>
                onChange({
                  ...names,
                  categories: categories.includes(one)
                    ? categories.filter((other) => other !== one)
                    : [...categories, one],
                })
              }
            />
          ))}
        </div>
      ) : null}
    </div>
  )
}

/** Asks the catalog as it is typed; only the answer to the newest text counts. Null before it. */
function useItems(text: string): readonly CatalogItem[] | null {
  const [found, setFound] = useState<readonly CatalogItem[] | null>(null)
  useEffect(() => {
    setFound(null)
    if (text === '') return undefined
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
