import { unreachable } from '../../shared/assert'
import type { WindowCommand } from '../../shared/order/commands'
import { askCashier, sayRefused, typeInto, type Approval, type Draft } from '../stores/draft'
import { enApproval, enNoAnswer } from '../text/en-approval'
import { refusalSentence } from '../text/sentences'
import { always, type Action, type Situation } from './action'
import { runCommand, tryCommand } from './run'

/** Longest PIN that can be typed. */
export const PIN_DIGITS_MAX = 12

/** A manager approves what is asked, with the PIN and a reason. */
export const approve: Action = {
  name: 'approve',
  label: enApproval.approve,
  key: 'F9',
  refusal: (situation) => {
    const { draft } = situation
    if (needsPin(situation) && (draft.fields.pin ?? '') === '') return enApproval.pinNeeded
    return (draft.chosen.reason ?? '') === '' ? enApproval.reasonNeeded : null
  },
  run: (situation) => {
    const approval = approvalOf(situation.draft)
    if (approval !== null) void send(commandOf(approval, situation))
  },
}

/** Nobody approves now; nothing changes. */
export const notNow: Action = {
  name: 'not-now',
  label: enApproval.notNow,
  key: 'Escape',
  refusal: always,
  run: () => {
    typeInto('pin', '')
    askCashier(null)
  },
}

/** Asks the promotion service once more. */
export const retryValidation: Action = {
  name: 'retry-validation',
  label: enNoAnswer.tryAgain,
  key: 'F9',
  refusal: always,
  run: () => void runCommand({ type: 'RetryValidation' }),
}

/** Takes the promotion that cannot be checked off the order. */
export function removePromotion(promotionId: string): void {
  void runCommand({ type: 'RemovePromotion', promotionId })
}

/** Gives a code that nobody answered about, as the shop's rule lets the cashier. */
export function giveUnverifiedCode(code: string): void {
  void runCommand({ type: 'GiveUnverifiedCode', code })
}

/** Goes on at Pay with what could not be re-checked, as the shop's rule lets the cashier. */
export function giveUnchecked(): void {
  void runCommand({ type: 'GiveUnchecked' })
}

/** Asks a manager to accept the promotions unchecked. */
export function askToAccept(): void {
  askCashier({ kind: 'approval', approval: { act: 'accept-promotions' } })
}

/** What a manager is asked to approve, or null. */
export function approvalOf(draft: Draft): Approval | null {
  return draft.question?.kind === 'approval' ? draft.question.approval : null
}

/** Whether this terminal has a manager PIN at all. Closing what is owed is possible without one. */
export function hasManagerPin({ terminal }: Pick<Situation, 'terminal'>): boolean {
  return terminal !== null && terminal.settings.terminal.managerPin !== null
}

function needsPin(situation: Situation): boolean {
  return hasManagerPin(situation) || approvalOf(situation.draft)?.act !== 'close-effect'
}

function commandOf(approval: Approval, { draft }: Situation): WindowCommand {
  const pin = draft.fields.pin ?? ''
  const reason = draft.chosen.reason ?? ''
  switch (approval.act) {
    case 'store-discount': {
      const { ruleId, lineId } = approval
      return { type: 'AddStoreDiscount', ruleId, lineId, pin, reason }
    }
    case 'manufacturer-coupon': {
      const { couponId, lineId, amount } = approval
      const worth = amount === null ? {} : { amount }
      return { type: 'ApproveManufacturerCoupon', couponId, lineId, ...worth, pin, reason }
    }
    case 'accept-promotions':
      return { type: 'AcceptPromotions', pin, reason }
    case 'return':
    case 'late-coupon':
      return { type: 'ApproveReturn', pin, reason }
    case 'give-back-cash':
      return { type: 'GiveBackCash', pin, reason }
    case 'close-effect': {
      const { orderId, effectId } = approval
      const command = { type: 'CloseEffect', orderId, effectId, note: noteOf(draft) } as const
      return pin === '' ? command : { ...command, pin }
    }
    default:
      return unreachable(approval)
  }
}

/** The reason, and what was written beside it. */
function noteOf(draft: Draft): string {
  const reason = draft.chosen.reason ?? ''
  const written = (draft.fields.note ?? '').trim()
  return written === '' ? reason : enApproval.noteOf(reason, written)
}

/** One approval covers one act: the PIN is forgotten whatever the answer. */
async function send(command: WindowCommand): Promise<void> {
  const code = await tryCommand(command)
  typeInto('pin', '')
  if (code === null) askCashier(null)
  else sayRefused(refusalSentence(code))
}
