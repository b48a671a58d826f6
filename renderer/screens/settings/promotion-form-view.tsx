import type { ReactNode } from 'react'
import type { Action } from '../../actions/action'
import { useActions } from '../../actions/keyboard-context'
import { leavePromotion, savePromotion } from '../../actions/store-promotions'
import { Note } from '../../components/note'
import { fillPromotionForm as fill, useDraftStore } from '../../stores/draft'
import type { PromotionForm } from '../../stores/promotion-form'
import { enPromotionOutcomes, enStorePromotions as en } from '../../text/en-store-promotions'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { Choices, FormField } from './form-field'
import { PromotionWhat } from './promotion-what'
import { PromotionWhen } from './promotion-when'

const ACTIONS: readonly Action[] = [savePromotion, leavePromotion]

const KINDS: readonly PromotionForm['kind'][] = ['each', 'buy-get', 'set', 'quantity', 'spend']

/** One promotion of the store: what it does on the left, when and for whom on the right. */
export function PromotionFormView(): ReactNode {
  const form = useDraftStore((draft) => draft.promotionForm)
  useActions(ACTIONS)
  if (form === null) return null
  return (
    <div className="full settings fade-in">
      <div className="promotion-head">
        <div className="devices-head">
          <PanelTitle text={form.id === null ? en.add : en.changing} />
          <p className="cut">{form.name}</p>
          <ActionButton action={leavePromotion} size="row" />
          <ActionButton action={savePromotion} tone="forward" size="row" />
        </div>
        <Told count={form.mistakes.length} />
      </div>
      <div className="promotion-form">
        <section className="settings-card" aria-label={en.what}>
          <h2>{en.what}</h2>
          <FormField
            label={en.name}
            paths={['name', 'id']}
            text={form.name}
            onType={(name) => fill({ name })}
          />
          <Choices
            label={en.kind}
            choices={KINDS.map((kind) => [kind, en.kinds[kind]])}
            chosen={[form.kind]}
            onChoose={(kind) => fill({ kind, value: valueFor(kind, form), mistakes: [] })}
          />
          <PromotionWhat form={form} />
        </section>
        <section className="settings-card" aria-label={en.whenAndWho}>
          <h2>{en.whenAndWho}</h2>
          <PromotionWhen form={form} />
        </section>
      </div>
    </div>
  )
}

/** A set has a price unless somebody says otherwise; what is got has a percentage. */
function valueFor(kind: PromotionForm['kind'], { value }: PromotionForm): PromotionForm['value'] {
  if (kind === 'set') return { ...value, way: 'price' }
  return kind === 'buy-get' ? { ...value, way: 'percent' } : value
}

function Told({ count }: { readonly count: number }): ReactNode {
  const outcome = useDraftStore((draft) => draft.promotionOutcome)
  const refused = useDraftStore((draft) => (draft.question === null ? draft.refused : null))
  if (outcome === null && refused === null) return null
  const told =
    outcome === 'invalid'
      ? { first: en.notSaved(count), second: en.notSavedHelp }
      : outcome === null
        ? { first: refused ?? '', second: null }
        : enPromotionOutcomes[outcome]
  return (
    <div className="settings-notes" role="status">
      <Note tone="error" {...told} />
    </div>
  )
}
