import { create } from 'zustand'
import { withChange } from '../../shared/ipc/change'
import type {
  DeviceView,
  SecretsMove,
  ServiceView,
  TerminalView,
  ViewChange,
  WalletPageView,
} from '../../shared/ipc/contract'
import type { PromotionsView } from '../../shared/ipc/promotions'
import type { HealthView, JournalCheck } from '../../shared/ipc/support'
import type { ProductsByGtin } from '../../shared/order/coupon-outlook'
import type { NearPromotions } from '../../shared/order/near-promotions'
import type { TillView } from '../../shared/order/till-view'
import { keepSame } from './keep-same'

/** What the main process has told this window, newest first and only. Null until it has spoken. */
export type ViewState = {
  readonly view: TillView | null
  readonly terminal: TerminalView | null
  readonly devices: readonly DeviceView[]
  readonly services: readonly ServiceView[]
  /** When the devices were last started anew, until the cashier has read it. */
  readonly devicesRestartedAt: number | null
  /** The coupon service's own page, in front of our list. */
  readonly walletPage: WalletPageView['status']
  /** What the products of the customer's coupons are called, as far as the catalog has them. */
  readonly products: ProductsByGtin
  /** As it was when the Health screen last asked. */
  readonly health: HealthView | null
  /** The check of the journal that was told last. */
  readonly journalCheck: JournalCheck | null
  /** When the computer last woke from its sleep; whatever shows a time looks again. */
  readonly wokeAt: number
  /** The window could not be drawn; nobody sees an order. */
  readonly isCrashed: boolean
  /** What is near the order, as of the last look; null before the first. */
  readonly near: NearPromotions | null
  /** How the last try to keep the keys better ended; null before the first. */
  readonly secretsMove: SecretsMove | null
  /** The store's own promotions, as they were when they were last asked for. */
  readonly storePromotions: PromotionsView | null
}

/** The newest view of the till, the terminal, its devices and services. */
export const useViewStore = create<ViewState>(() => ({
  view: null,
  terminal: null,
  devices: [],
  services: [],
  devicesRestartedAt: null,
  walletPage: 'closed',
  products: {},
  health: null,
  journalCheck: null,
  wokeAt: 0,
  isCrashed: false,
  near: null,
  secretsMove: null,
  storePromotions: null,
}))

/** Takes a view unless a newer one is here already; equal parts keep their identity. */
export function acceptView(fresh: TillView): void {
  useViewStore.setState((state) => {
    if (state.view !== null && fresh.revision < state.view.revision) return state
    return { view: keepSame(state.view, fresh) }
  })
}

/**
 * Takes what has changed since the view that is here. Answers false when it was told of another view: then
 * the whole one must be asked for.
 */
export function acceptChange({ revision, from, change }: ViewChange): boolean {
  const { view } = useViewStore.getState()
  if (view !== null && revision <= view.revision) return true
  if (from !== null && from !== view?.revision) return false
  useViewStore.setState({ view: withChange(view, change) })
  return true
}

/** Takes what the terminal says about itself. */
export function acceptTerminal(fresh: TerminalView): void {
  useViewStore.setState((state) => ({ terminal: keepSame(state.terminal, fresh) }))
}

/** Takes the state of the devices. */
export function acceptDevices(fresh: readonly DeviceView[]): void {
  useViewStore.setState((state) => ({ devices: keepSame(state.devices, fresh) }))
}

/** Keeps when the devices were started anew; null once the cashier has read it. */
export function noticeRestart(at: number | null): void {
  useViewStore.setState({ devicesRestartedAt: at })
}

/** Takes what became of the coupon service's page. */
export function acceptWalletPage({ status }: WalletPageView): void {
  useViewStore.setState({ walletPage: status })
}

/** Takes what the products of the customer's coupons are called. */
export function acceptProducts(products: ProductsByGtin): void {
  useViewStore.setState((state) => ({ products: keepSame(state.products, products) }))
}

/** Takes what is near the order; null when it could not be had. */
export function acceptNear(fresh: NearPromotions | null): void {
  useViewStore.setState((state) => ({ near: keepSame(state.near, fresh) }))
}

/** Takes how everything is; a check that is under way or went wrong is shown wherever it was begun. */
export function acceptHealth(fresh: HealthView): void {
  const { checked } = fresh.journal
  const shown = checked !== null && checked.ok !== true ? { journalCheck: checked } : {}
  useViewStore.setState(({ health }) => ({ health: keepSame(health, fresh), ...shown }))
}

/** Takes how far the check of the journal is; null once the cashier has seen how it ended. */
export function acceptCheck(journalCheck: JournalCheck | null): void {
  useViewStore.setState({ journalCheck })
}

/** The computer has slept. */
export function noticeWake(wokeAt: number): void {
  useViewStore.setState({ wokeAt })
}

/** The window could not be drawn. */
export function noticeCrash(): void {
  useViewStore.setState({ isCrashed: true })
}

/** Keeps how the keys were to be kept better. */
export function noticeSecretsMove(move: SecretsMove): void {
  useViewStore.setState({ secretsMove: move })
}

/** Takes the store's own promotions. */
export function acceptPromotions(storePromotions: PromotionsView): void {
  useViewStore.setState({ storePromotions })
}

/** Takes the state of the services. */
export function acceptServices(fresh: readonly ServiceView[]): void {
  useViewStore.setState((state) => ({ services: keepSame(state.services, fresh) }))
}

/**
 * Reads the smallest slice of the till's view. Only for components below `App`, which draws nothing
 * before the first view is here.
 */
export function useTill<Slice>(select: (view: TillView) => Slice): Slice {
  return useViewStore((state) => select(present(state.view)))
}

/** Reads the smallest slice of the terminal's description; below `App` only. */
export function useTerminal<Slice>(select: (terminal: TerminalView) => Slice): Slice {
  return useViewStore((state) => select(present(state.terminal)))
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('Nothing has been heard from the till yet')
  return value
}
