import { unreachable } from '../../../shared/assert'
import { enComplete, enNotPrinted } from '../../text/en-complete'
import { enOffline } from '../../text/en-offline'
import { enReturn } from '../../text/en-return'
import { enOwedReasons } from '../../text/en-trays'
import type { Format } from '../../text/format'
import { differenceWords } from '../../text/owed-words'
import type { SettlingRow } from './settling-rows'

/** A row of the settling list in words: what, what to do, and at the right how far. */
export type SettlingWords = {
  readonly first: string
  readonly second: string | null
  readonly aside: string | null
}

/** Puts a row of the settling list into words. */
export function settlingWords(row: SettlingRow, format: Format): SettlingWords {
  const { what } = row
  switch (what.kind) {
    case 'receipt':
      return receiptWords(row, what, format)
    case 'drawer':
      return drawerWords(row)
    case 'coupons':
      return sentWords(row, format, {
        done: enComplete.couponsSettled,
        open: enComplete.coupons,
        failed: enComplete.couponsRecord,
      })
    case 'promotion':
      return sentWords(row, format, {
        done: enComplete.redeemed(what.name),
        open: what.name,
        failed: enComplete.notRedeemed(what.name),
      })
    case 'store-promotion':
      return sentWords(row, format, {
        done: enComplete.redeemed(what.title),
        open: what.title,
        failed: enComplete.notRedeemed(what.title),
      })
    case 'give-back':
      return sentWords(row, format, {
        done: what.expired ? enReturn.expired(what.name) : enComplete.givenBack(what.name),
        open: enComplete.givingBack(what.name),
        failed: enComplete.notGivenBack,
      })
    default:
      return unreachable(what)
  }
}

function receiptWords(
  row: SettlingRow,
  what: Extract<SettlingRow['what'], { kind: 'receipt' }>,
  format: Format,
): SettlingWords {
  const plain = { second: null, aside: null }
  if (row.state === 'sending') return { first: enComplete.printing, ...plain }
  if (row.state === 'done') {
    const first = what.copy === 0 ? enComplete.receiptPrinted : enComplete.copyPrinted(what.copy)
    const second = what.onSpare ? enComplete.onSparePrinter : null
    return { first, second, aside: row.at === null ? null : format.time(row.at) }
  }
  if (what.mayHavePrinted) {
    return { first: enComplete.mayNotHavePrinted, second: enComplete.didItPrint, aside: null }
  }
  const why = row.code === null ? undefined : enNotPrinted[row.code]
  return { first: why ? enComplete.notPrinted(why) : enComplete.notPrintedAtAll, ...plain }
}

function drawerWords(row: SettlingRow): SettlingWords {
  if (row.state === 'sending') {
    return { first: enComplete.drawerOpening, second: null, aside: null }
  }
  if (row.code === 'cut-off') {
    return { first: enComplete.drawerUnknown, second: enComplete.drawerUnknownHelp, aside: null }
  }
  return row.state === 'done'
    ? { first: enComplete.drawerOpen, second: null, aside: enComplete.drawerClose }
    : { first: enComplete.drawerFailed, second: enComplete.drawerHelp, aside: null }
}

type SentWords = { readonly done: string; readonly open: string; readonly failed: string }

/** Something a provider has to hear. The provider's own sentence comes first where it refused. */
function sentWords(row: SettlingRow, format: Format, words: SentWords): SettlingWords {
  const off = row.amount === null || row.amount === 0 ? null : format.off(row.amount)
  if (row.state === 'done') return { first: words.done, second: null, aside: off }
  if (row.state === 'sending') {
    const second = row.isUnconfirmed === true ? enOffline.notConfirmed : null
    return { first: words.open, second, aside: enComplete.sending }
  }
  if (row.code === 'unverified-amount-differs') {
    const first = differenceWords(row.message, format)
    return { first, second: enComplete.managerSees, aside: enComplete.inOwed }
  }
  const isSentence = row.message !== null && row.code !== 'coupons-lost'
  const ours = row.code === null ? undefined : enOwedReasons[row.code]
  return {
    first: isSentence ? row.message : (ours ?? words.failed),
    second: row.what.kind === 'give-back' ? enComplete.managerSees : enComplete.keepsDiscount,
    aside: enComplete.inOwed,
  }
}
