import type { Money } from '../../shared/money'
import { money, proportion } from '../../shared/money'

/** Error kinds of the promotions wire. */
export type ErrorType =
  | 'INVALID_REQUEST'
  | 'CODE_ALREADY_USED'
  | 'CODE_NOT_EXIST'
  | 'CODE_NOT_APPLY'
  | 'CODE_INACTIVE'
  | 'OTHER'

/** Why a code is not given. */
export type Refusal = {
  readonly errorType: ErrorType
  readonly userErrorMessage: string | null
  readonly developerErrorMessage: string
}

/** One promotion code of the sandbox and how it behaves. */
export type Code = {
  /** In capitals; codes are compared without case. */
  readonly code: string
  /** Shown on the till and the receipt. */
  readonly name: string
  readonly worth: { readonly percent: number } | { readonly amount: Money }
  readonly active: boolean
  /** Uses in all, reserved ones included; null is without limit. */
  readonly usesMax: number | null
  /** Refused on an order where it already is. */
  readonly oncePerOrder: boolean
  /** Items before discounts must come to this much. */
  readonly itemsAtLeast: Money | null
  /** Needs an item with this word in its name. */
  readonly needsItem: string | null
  /** Stands no other discount or promotion beside it. */
  readonly alone: boolean
  /** Refused at these operations, whatever the order. */
  readonly refusedAt: readonly ('VERIFY' | 'REVALIDATE' | 'APPLY')[]
  readonly refusal: Refusal | null
  readonly trick: Trick | null
}

/** Misbehaviour of the transport tied to a code. */
export type Trick = 'slow-first' | 'slow-always' | 'drop-verify' | 'fail-first' | 'garbage-verify'

/** What of a code a person may set; the rest has its usual value. */
export type CodeDraft = Pick<Code, 'code' | 'name' | 'worth'> & Partial<Code>

/** Fills a draft in. */
export function createCode(draft: CodeDraft): Code {
  return {
    active: true,
    usesMax: null,
    oncePerOrder: true,
    itemsAtLeast: null,
    needsItem: null,
    alone: false,
    refusedAt: [],
    refusal: null,
    trick: null,
    ...draft,
    code: draft.code.toUpperCase(),
  }
}

/** The codes a fresh sandbox knows. */
export const SEEDED_CODES: readonly Code[] = [
  { code: 'ADOPT10', name: 'Adopt 10%', worth: { percent: 10 } },
  { code: 'LUNCH20', name: '20% Off Lunch', worth: { percent: 20 } },
  { code: 'SPRING5', name: 'Spring $5 off', worth: { amount: money(500) }, usesMax: 1 },
  { code: 'PLATE3', name: '$3 off a plate', worth: { amount: money(300) }, needsItem: 'Plate' },
  {
    code: 'MIN50',
    name: '$10 off from $50',
    worth: { amount: money(1000) },
    itemsAtLeast: money(5000),
  },
  { code: 'SOLO15', name: '15% off, on its own', worth: { percent: 15 }, alone: true },
  { code: 'USEDUP', name: 'Opening day', worth: { amount: money(200) }, usesMax: 0 },
  { code: 'OLDONE', name: 'Last winter', worth: { amount: money(200) }, active: false },
  {
    code: 'ODDONE',
    name: 'Odd one',
    worth: { amount: money(200) },
    refusedAt: ['VERIFY', 'REVALIDATE', 'APPLY'] as const,
    refusal: refusal('OTHER', null, 'this code is always refused'),
  },
  {
    code: 'LATEBAD',
    name: '$2 off, late trouble',
    worth: { amount: money(200) },
    refusedAt: ['APPLY'] as const,
    refusal: refusal(
      'CODE_ALREADY_USED',
      'This code was redeemed at another location.',
      'lost race with another redemption',
    ),
  },
  slow('SLOW3', 'slow-first'),
  slow('SLOW6', 'slow-always'),
  {
    code: 'DROP',
    name: '$1 off, lost',
    worth: { amount: money(100) },
    trick: 'drop-verify' as const,
  },
  {
    code: 'FAIL500',
    name: '$1 off, second try',
    worth: { amount: money(100) },
    trick: 'fail-first' as const,
  },
  {
    code: 'GARBAGE',
    name: '$1 off, unreadable',
    worth: { amount: money(100) },
    trick: 'garbage-verify' as const,
  },
].map(createCode)

/** What a code takes off items of this worth; the till cuts it to what is left. */
export function amountOf(code: Code, items: Money): Money {
  return 'percent' in code.worth ? proportion(items, code.worth.percent, 100) : code.worth.amount
}

/** A reason, for the cashier and for the log. */
export function refusal(
  errorType: ErrorType,
  userErrorMessage: string | null,
  developerErrorMessage: string,
): Refusal {
  return { errorType, userErrorMessage, developerErrorMessage }
}

function slow(code: string, trick: Trick): CodeDraft {
  return { code, name: '$1 off, slowly', worth: { amount: money(100) }, trick }
}
