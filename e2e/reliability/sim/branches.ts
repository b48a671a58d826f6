import type { Command } from '../../../shared/order/commands'
import type { OrderEvent } from '../../../shared/order/events'
import type { JournalRecord } from '../../../electron/journal/port'
import type { Books } from './books'

/** The ways a start settles what it finds, and the ways an owed effect can go; each has to be taken. */
export const BRANCHES: readonly string[] = [
  'recover: code never answered is given back',
  'recover: re-check given up',
  'recover: look-up given up',
  'recover: unpaid order opens again',
  'recover: coupons let go',
  'recover: stays in payment with money on it',
  'recover: stays in payment with a card under way',
  'recover: renewal never answered',
  'recover: effect under way is sent again',
  'recover: waiting effect is sent at once',
  'recover: drawer not repeated',
  'recover: paper under way is unknown',
  'recover: paper too old waits for a person',
  'recover: note to the cashier',
  'recover: new order on an empty screen',
  'recover: nothing to settle',
  'effect: delivered',
  'effect: postponed',
  'effect: refused, needs a person',
  'effect: hold ran out, asked again',
  'effect: asked again, the same is captured',
  'effect: asked again, less or nothing is left',
  'effect: promotions parted',
  'effect: message overtaken',
  'effect: paper certainly not out',
  'effect: paper unknown',
  'effect: paper too old',
  'effect: retried by a person',
  'effect: closed by a person',
  'effect: closed by a copy',
  'quit: unpaid order opens again',
  'return: a whole sale',
  'return: some of a sale',
  'return: a sale of today is voided',
  'return: against new goods',
  'return: money to the card',
  'return: a coupon is given back',
  'return: a code is given back',
  'paper coupon: counts on a paid order',
  'paper coupon: its serial number is used',
]

/** Counts which ways were taken. */
export class Branches {
  readonly taken: Map<string, number>

  constructor(taken = new Map<string, number>()) {
    this.taken = taken
  }

  /** Counts one. */
  count(name: string): void {
    this.taken.set(name, (this.taken.get(name) ?? 0) + 1)
  }

  /** Counts what a command came to. */
  see(command: Command | null, records: readonly JournalRecord[], books: Books): void {
    for (const record of records) {
      const name = nameOf(command, record.event as OrderEvent, books)
      if (name !== null) this.count(name)
    }
  }
}

function nameOf(command: Command | null, event: OrderEvent, books: Books): string | null {
  switch (command?.type) {
    case 'Recover':
      return recovered(event, books)
    case 'EffectAnswered':
      return answered(event, command, books)
    case 'StartEffect':
      return event.type === 'EffectNeedsPerson' ? 'effect: paper too old' : null
    case 'RetryEffect':
      return event.type === 'EffectRetried' ? 'effect: retried by a person' : null
    case 'CloseEffect':
      return event.type === 'EffectClosed' ? 'effect: closed by a person' : null
    case 'PrintReceipt':
      return event.type === 'EffectClosed' ? 'effect: closed by a copy' : null
    case 'PrepareToQuit':
      return event.type === 'PaymentAbandoned' ? 'quit: unpaid order opens again' : null
    default:
      return null
  }
}

function recovered(event: OrderEvent, books: Books): string | null {
  switch (event.type) {
    case 'PromotionRefused':
      return 'recover: code never answered is given back'
    case 'RevalidationEnded':
      return 'recover: re-check given up'
    case 'CustomerLookupFailed':
      return 'recover: look-up given up'
    case 'PaymentAbandoned':
      return 'recover: unpaid order opens again'
    case 'CouponsLetGo':
      return 'recover: coupons let go'
    case 'CouponAuthorizationFailed':
      return 'recover: renewal never answered'
    case 'EffectPostponed':
      return books.effects.get(event.effectId)?.status === 'sending'
        ? 'recover: effect under way is sent again'
        : 'recover: waiting effect is sent at once'
    case 'EffectClosed':
      return 'recover: drawer not repeated'
    case 'EffectNeedsPerson':
      return event.code === 'too-old'
        ? 'recover: paper too old waits for a person'
        : 'recover: paper under way is unknown'
    case 'NoteAdded':
      return event.note.code === 'picked-up-after-restart' ? 'recover: note to the cashier' : null
    case 'OrderOpened':
      return 'recover: new order on an empty screen'
    default:
      return null
  }
}

function answered(
  event: OrderEvent,
  { outcome }: Extract<Command, { type: 'EffectAnswered' }>,
  books: Books,
): string | null {
  switch (event.type) {
    case 'EffectPostponed':
      return 'effect: postponed'
    case 'EffectClosed':
      if (event.note === 'parted') return 'effect: promotions parted'
      if (event.note === 'replaced') return 'effect: message overtaken'
      return 'effect: hold ran out, asked again'
    case 'CouponsReauthorized':
      return 'effect: asked again, the same is captured'
    case 'EffectNeedsPerson': {
      if (event.code === 'coupons-lost') return 'effect: asked again, less or nothing is left'
      const kind = books.effects.get(event.effectId)?.request.kind
      const isDevice = kind === 'receipt-print' || kind === 'drawer-open'
      if (!isDevice) return 'effect: refused, needs a person'
      return outcome.status === 'maybe-done'
        ? 'effect: paper unknown'
        : 'effect: paper certainly not out'
    }
    case 'DrawerOpened':
    case 'ReceiptPrinted':
    case 'CouponsCaptured':
    case 'CouponsReleased':
    case 'PromotionsApplied':
    case 'PromotionsVoided':
    case 'StorePromotionRedeemed':
    case 'CouponReturned':
    case 'OrderReported':
      return 'effect: delivered'
    default:
      return null
  }
}
