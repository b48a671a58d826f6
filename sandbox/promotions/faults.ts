import { isFields, textOf, type Operation } from './request'

/** Something to go wrong with the next requests, asked for through the control interface. */
export type Fault = {
  /** Null hits every operation. */
  readonly operation: Operation | null
  readonly kind: FaultKind
  /** For `delay`. */
  readonly ms: number
  /** For `status` and `html`. */
  readonly status: number
  /** For `status`: seconds in Retry-After; null sends none. */
  readonly retryAfter: number | null
  /** For `refuse`. */
  readonly errorType: string
  readonly userErrorMessage: string | null
  /** For `wrong-amount`, in dollars, as it will stand in the answer. */
  readonly amount: unknown
  /** How many requests it hits. */
  readonly count: number
}

/**
 * `delay`, `wrong-amount`, `bad-json` and `drop-after-commit` spoil the answer of a request that has had its
 * effect; `silence`, `status`, `html` and `refuse` keep it from having any.
 */
export type FaultKind = (typeof FAULT_KINDS)[number]

const FAULT_KINDS = [
  'delay',
  'silence',
  'status',
  'html',
  'bad-json',
  'drop-after-commit',
  'wrong-amount',
  'refuse',
] as const

/** Faults waiting for their request; the oldest that fits is taken first. */
export class Faults {
  #waiting: Fault[] = []

  add(fault: Fault): void {
    this.#waiting.push(fault)
  }

  clear(): void {
    this.#waiting = []
  }

  take(operation: Operation | null): Fault | null {
    const at = this.#waiting.findIndex(
      (one) => one.operation === null || one.operation === operation,
    )
    const fault = this.#waiting[at]
    if (!fault) return null
    if (fault.count > 1) this.#waiting[at] = { ...fault, count: fault.count - 1 }
    else this.#waiting.splice(at, 1)
    return fault
  }
}

/** Reads a fault from the control interface; a string says what is wrong with it. */
export function readFault(value: unknown): Fault | string {
  if (!isFields(value)) return 'a fault is a JSON object'
  const kind = FAULT_KINDS.find((one) => one === value.kind)
  if (kind === undefined) return `kind must be one of ${FAULT_KINDS.join(', ')}`
  const operation = operationOf(textOf(value.type))
  if (value.type !== undefined && operation === null) return 'type must be PROMOTION_VERIFY or such'
  const whole = (given: unknown, usual: number): number =>
    typeof given === 'number' && Number.isSafeInteger(given) && given >= 0 ? given : usual
  const errorType = textOf(value.errorType) || 'OTHER'
  return {
    operation,
    kind,
    ms: whole(value.ms, 1000),
    status: whole(value.status, kind === 'html' ? 200 : 500),
    retryAfter: typeof value.retryAfter === 'number' ? whole(value.retryAfter, 0) : null,
    errorType,
    userErrorMessage: typeof value.userErrorMessage === 'string' ? value.userErrorMessage : null,
    amount: value.amount === undefined ? 999.99 : value.amount,
    count: whole(value.count, 1),
  }
}

/** The operation behind a transaction type; null when there is none. */
export function operationOf(type: string): Operation | null {
  switch (type) {
    case 'PROMOTION_VERIFY':
      return 'VERIFY'
    case 'PROMOTION_REVALIDATE':
      return 'REVALIDATE'
    case 'PROMOTION_APPLY':
      return 'APPLY'
    case 'PROMOTION_VOID':
      return 'VOID'
    default:
      return null
  }
}
