import type { WalletCoupon } from '../../../shared/order/answers'
import type { CouponOutlook } from '../../../shared/order/coupon-outlook'
import { lineWords } from '../../text/wallet-words'

/** What stands under a line of the order while the wallet is open. Plain data: equal marks are the same mark. */
export type CouponMark = {
  readonly tone: 'petz' | 'discount' | 'warn'
  readonly sign: 'ticket' | 'more' | 'not'
  /** Null where a discount under the line says it already. */
  readonly text: string | null
  /** Its words are about the coupon that was chosen. */
  readonly isWanted: boolean
  /** The line is one of the chosen coupon, in whose tone it is marked; null where it is not. */
  readonly line: CouponMark['tone'] | null
  /** Further coupons for this line. */
  readonly more: number
}

/** The marks of an order's lines, by line. */
export type CouponMarks = Readonly<Record<string, CouponMark>>

/** Before anything else stands what fits; a near miss only where nothing does. */
const RANK: Readonly<Record<CouponMark['sign'], number>> = { ticket: 0, more: 1, not: 2 }

/**
 * The mark of each line: that of the chosen coupon where it is about the line, else of the coupon that says most.
 * Which lines have one does not depend on the choice, so that no line moves when a coupon is chosen.
 */
export function couponMarks(
  coupons: readonly WalletCoupon[],
  outlooks: readonly CouponOutlook[],
  chosenId: string | null,
): CouponMarks {
  const byLine = new Map<string, CouponMark[]>()
  coupons.forEach((coupon, at) => {
    const outlook = outlooks[at]
    if (!outlook) return
    const mark = {
      ...lookOf(coupon, outlook),
      isWanted: coupon.couponId === chosenId,
      line: null,
      more: 0,
    }
    for (const lineId of outlook.lineIds) {
      byLine.set(lineId, [...(byLine.get(lineId) ?? []), mark])
    }
  })
  const marked = [...byLine].map(([lineId, marks]) => [lineId, leading(marks)] as const)
  return Object.fromEntries(marked)
}

function leading(marks: readonly CouponMark[]): CouponMark {
  const spoken = marks.filter((one) => one.text !== null)
  const wanted = marks.find((one) => one.isWanted)
  const best = spoken.reduce<CouponMark | undefined>(
    (first, one) => (first === undefined || RANK[one.sign] < RANK[first.sign] ? one : first),
    undefined,
  )
  // A chosen coupon whose discount stands there already marks the line, and leaves the words to the others.
  const said = (wanted?.text == null ? best : wanted) ?? SILENT
  const alike = spoken.filter((one) => one.sign === said.sign).length
  const more = said.text === null ? 0 : Math.max(0, alike - 1)
  return { ...said, line: wanted?.tone ?? null, more }
}

const SILENT: CouponMark = {
  tone: 'petz',
  sign: 'ticket',
  text: null,
  isWanted: false,
  line: null,
  more: 0,
}

function lookOf(
  coupon: WalletCoupon,
  outlook: CouponOutlook,
): Pick<CouponMark, 'tone' | 'sign' | 'text'> {
  const text = lineWords(coupon, outlook)
  switch (outlook.state) {
    case 'other-goods':
    case 'line-closed':
      return { tone: 'warn', sign: 'not', text }
    case 'too-few':
      return { tone: 'warn', sign: 'more', text }
    default:
      return { tone: coupon.kind === 'store-promotion' ? 'discount' : 'petz', sign: 'ticket', text }
  }
}
