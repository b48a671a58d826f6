import type { PromotionChange, PromotionRow } from '../../shared/ipc/promotions'
import { ask } from '../bridge'
import {
  askCashier,
  choose,
  fillPromotionForm,
  openPromotionForm,
  sayRefused,
  tellPromotionOutcome,
  typeInto,
  useDraftStore,
  type PromotionWanted,
} from '../stores/draft'
import { formOf, NEW_FORM, promotionOf } from '../stores/promotion-form'
import { acceptPromotions, useViewStore } from '../stores/view'
import { enApproval } from '../text/en-approval'
import { enStorePromotions as en } from '../text/en-store-promotions'
import { failureSentence } from '../text/sentences'
import { always, type Action, type Situation } from './action'

/** Asks which promotions count; what is on screen stays when there is no answer. */
export async function listPromotions(): Promise<void> {
  const reply = await ask('promotions:list', null)
  if (reply.ok) acceptPromotions(reply.value)
}

/** Changes between the tabs of the settings. */
export function openSettingsTab(tab: string): void {
  choose('settings-tab', tab)
  tellPromotionOutcome(null)
  sayRefused(null)
}

/** Reads the file of promotions again. */
export const readPromotionsAgain: Action = {
  name: 'read-promotions-again',
  label: en.readAgain,
  key: 'F6',
  refusal: ({ draft }) => (draft.promotionForm === null ? noFile() : null),
  run: () =>
    void ask('promotions:read', null).then((reply) => {
      tellPromotionOutcome(null)
      sayRefused(reply.ok ? null : failureSentence(reply.error))
      if (reply.ok) acceptPromotions(reply.value)
    }),
}

/** Opens an empty form. */
export const newPromotion: Action = {
  name: 'new-promotion',
  label: en.add,
  key: 'F9',
  refusal: noFile,
  run: () => openPromotionForm(NEW_FORM),
}

/** Asks the manager's PIN for what is typed in the form. */
export const savePromotion: Action = {
  name: 'save-promotion',
  label: en.save,
  key: 'F9',
  refusal: ({ draft }) => (draft.promotionForm?.name.trim() === '' ? en.nameFirst : null),
  run: ({ draft }) => {
    const { id = null, name = '' } = draft.promotionForm ?? {}
    want({ act: 'save', id, name: name.trim() })
  },
}

/** From the form to the list; what was typed is dropped. */
export const leavePromotion: Action = {
  name: 'leave-promotion',
  label: en.toList,
  key: 'Escape',
  refusal: always,
  run: () => openPromotionForm(null),
}

/** Opens the form of a promotion. */
export function changePromotion({ given, fits }: PromotionRow): void {
  const { names = {} } = useViewStore.getState().storePromotions ?? {}
  if (fits) openPromotionForm(formOf(given, names))
  else sayRefused(en.tooLong)
}

/** Asks the manager's PIN for what is to become of a promotion. */
export function want(wanted: PromotionWanted): void {
  tellPromotionOutcome(null)
  askCashier({ kind: 'promotion-change', wanted })
}

/** Does what is asked for, with the PIN that was typed. */
export function changeNow(wanted: PromotionWanted): Action {
  return {
    name: 'change-promotion-now',
    label: en.forward[wanted.act],
    key: 'F9',
    refusal: ({ draft }) => ((draft.fields.pin ?? '') === '' ? enApproval.pinNeeded : null),
    run: (situation) => {
      const change = changeOf(wanted, situation)
      if (change !== null) void send(change)
    },
  }
}

function changeOf({ act, id }: PromotionWanted, { draft }: Situation): PromotionChange | null {
  const { digest = '' } = useViewStore.getState().storePromotions ?? {}
  const base = { digest, pin: draft.fields.pin ?? '' }
  if (act === 'save') {
    const { promotionForm } = draft
    return (
      promotionForm && { ...base, act: 'put', id, promotion: { ...promotionOf(promotionForm) } }
    )
  }
  if (id === null) return null
  return act === 'remove'
    ? { ...base, act, id }
    : { ...base, act: 'switch', id, off: act === 'switch-off' }
}

/** One approval covers one act: the PIN is forgotten whatever the answer. */
async function send(change: PromotionChange): Promise<void> {
  const reply = await ask('promotions:change', change)
  typeInto('pin', '')
  if (!reply.ok) {
    sayRefused(failureSentence(reply.error))
    return
  }
  const { outcome, mistakes, view } = reply.value
  askCashier(null)
  acceptPromotions(view)
  // A change of what somebody else has written meanwhile begins anew; what is new stays typed.
  const isNew = useDraftStore.getState().promotionForm?.id === null
  if (outcome === 'done' || (outcome === 'edited' && !isNew)) openPromotionForm(null)
  else fillPromotionForm({ mistakes })
  tellPromotionOutcome(outcome)
}

function noFile(): string | null {
  return useViewStore.getState().storePromotions?.file == null ? en.noFile : null
}
