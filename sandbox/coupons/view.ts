import type { Box } from './box'
import { isHolding, type Authorization, type Holding, type SandboxOrder } from './state'

/** What the sandbox remembers, as plain data for tests and for a person who looks. */
export type StateView = {
  readonly now: number
  readonly locations: readonly string[]
  readonly registers: readonly string[]
  readonly products: readonly string[]
  readonly orders: readonly SandboxOrder[]
  readonly authorizations: readonly (Omit<Authorization, 'status'> & {
    readonly status: Authorization['status'] | 'expired'
  })[]
  readonly holdings: readonly Holding[]
}

/** Describes the state now; a hold past its end reads as expired. */
export function viewOf({ state, now }: Box): StateView {
  return {
    now: now(),
    locations: [...state.locations.keys()],
    registers: [...state.registers.keys()],
    products: [...state.products.keys()],
    orders: [...state.orders.values()],
    authorizations: [...state.authorizations.values()].map((authorization) => {
      const expired = authorization.status === 'authorized' && !isHolding(authorization, now())
      return { ...authorization, status: expired ? 'expired' : authorization.status }
    }),
    holdings: [...state.holdings.values()],
  }
}
