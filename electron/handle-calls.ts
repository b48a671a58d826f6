import type { Catalog } from './catalog/catalog'
import { actOnDevice } from './device-acts'
import type { Ipc } from './ipc'
import type { Log } from './log'
import { nearLimit } from './near-limit'
import type { ScreenRestarts } from './support/screen-restarts'
import type { Support } from './support/support'
import type { Terminal } from './terminal'
import type { Reply, SecretsMove, TerminalView, WalletPageAct } from '../shared/ipc/contract'
import {
  parseBusinessDate,
  parseCommand,
  parseDeviceAct,
  parseFailure,
  parseGtins,
  parseNothing,
  parseOrderNumber,
  parsePin,
  parsePlace,
  parsePromotionChange,
  parseSearch,
  parseService,
  parseWalletPageAct,
} from '../shared/ipc/parse'
import type { ProductsByGtin } from '../shared/order/coupon-outlook'
import { fail, ok, refuse } from '../shared/result'

/** Answers every question a window may ask. */
export function handleCalls(
  ipc: Ipc,
  terminal: Terminal,
  catalog: Catalog,
  describe: () => TerminalView,
): void {
  ipc.handle('till:view', {
    parse: parseNothing,
    answer: () => {
      const view = terminal.view()
      return view === null ? fail({ kind: 'fault', code: 'till-not-ready', detail: '' }) : ok(view)
    },
  })
  ipc.handle('till:run', {
    parse: parseCommand,
    answer: (command) => {
      const ran = terminal.run(command)
      return ran.ok ? ok(ran.value.revision) : ran
    },
  })
  ipc.handle('till:near', { parse: parseNothing, answer: () => nearOf(terminal) })
  ipc.handle('terminal:describe', { parse: parseNothing, answer: () => ok(describe()) })
  handleCatalog(ipc, terminal, catalog)
  ipc.handle('sales:find', {
    parse: parseOrderNumber,
    answer: (number) =>
      terminal.lock.locked ? refuse('terminal-locked') : ok(terminal.till.salesNumbered(number)),
  })
  ipc.handle('devices:list', { parse: parseNothing, answer: () => ok(terminal.devices.views()) })
  ipc.handle('devices:act', {
    parse: parseDeviceAct,
    answer: async (act) =>
      terminal.lock.locked ? refuse('terminal-locked') : ok(await actOnDevice(terminal, act)),
  })
  ipc.handle('devices:ports', {
    parse: parseNothing,
    answer: async () => ok(await terminal.devices.ports()),
  })
  ipc.handle('terminal:lock', { parse: parseNothing, answer: () => terminal.lock.lock() })
  ipc.handle('terminal:unlock', {
    parse: parsePin,
    answer: (pin) => terminal.lock.unlock(pin),
  })
  ipc.handle('services:list', { parse: parseNothing, answer: () => ok(terminal.services.views()) })
  ipc.handle('services:try', {
    parse: parseService,
    answer: () => {
      if (terminal.lock.locked) return refuse('terminal-locked')
      terminal.tryNow()
      return ok(null)
    },
  })
  ipc.handle('window:place', {
    parse: parsePlace,
    answer: (place) => {
      terminal.setPlace(place)
      return ok(null)
    },
  })
}

/** Nobody looks through the catalog of a locked terminal. */
function nearOf({ lock, till }: Terminal): Reply<'till:near'> {
  if (lock.locked) return refuse('terminal-locked')
  const near = till.near(nearLimit())
  return near === null ? fail({ kind: 'fault', code: 'till-not-ready', detail: '' }) : ok(near)
}

function handleCatalog(ipc: Ipc, terminal: Terminal, catalog: Catalog): void {
  ipc.handle('catalog:search', {
    parse: parseSearch,
    answer: (text) => (terminal.lock.locked ? refuse('terminal-locked') : ok(catalog.search(text))),
  })
  ipc.handle('catalog:page', {
    parse: parseSearch,
    answer: (name) => (terminal.lock.locked ? refuse('terminal-locked') : ok(catalog.page(name))),
  })
  ipc.handle('catalog:products', {
    parse: parseGtins,
    answer: (gtins) =>
      terminal.lock.locked ? refuse('terminal-locked') : ok(productsOf(catalog, gtins)),
  })
}

function productsOf(catalog: Catalog, gtins: readonly string[]): ProductsByGtin {
  const found = gtins.flatMap((gtin) => {
    const [item] = catalog.find([gtin])
    return item ? [[gtin, { name: item.name, category: item.category }] as const] : []
  })
  return Object.fromEntries(found)
}

/** Answers what the window asks of the coupon service's page; only beside an order that can be worked on. */
export function handleWalletPage(
  ipc: Ipc,
  terminal: Terminal,
  act: (asked: WalletPageAct) => void,
): void {
  ipc.handle('wallet:page', {
    parse: parseWalletPageAct,
    answer: (asked) => {
      if (terminal.lock.locked) return refuse('terminal-locked')
      act(asked)
      return ok(null)
    },
  })
}

/** Answers what the Health screen and the crash screen ask. Nothing of it is for a terminal nobody is signed on to. */
export function handleSupport(ipc: Ipc, parts: SupportCalls): void {
  const { terminal, support, screen, log, startAgain } = parts
  const open = <Asked, Answer>(answer: (asked: Asked) => Promise<Answer>) => {
    return async (asked: Asked) =>
      terminal.lock.locked ? refuse('terminal-locked') : ok(await answer(asked))
  }
  ipc.handle('support:health', { parse: parseNothing, answer: open(() => support.health()) })
  ipc.handle('support:check-journal', {
    parse: parseNothing,
    answer: open(() => support.checkJournal()),
  })
  ipc.handle('support:bundle', { parse: parseNothing, answer: open(() => support.bundle()) })
  ipc.handle('support:back-up', { parse: parseNothing, answer: open(() => support.backUp()) })
  ipc.handle('support:export-day', {
    parse: parseBusinessDate,
    answer: open((day: number) => support.exportDay(day)),
  })
  ipc.handle('window:failed', {
    parse: parseFailure,
    answer: (text) => {
      log.error({ text }, 'The screen could not be drawn')
      return ok(screen.failed())
    },
  })
  ipc.handle('window:start-again', {
    parse: parseNothing,
    answer: () => {
      if (terminal.view()?.trouble === 'doubtful') startAgain()
      return ok(null)
    },
  })
  ipc.handle('window:noted', {
    parse: parseNothing,
    answer: () => {
      screen.noted()
      return ok(null)
    },
  })
}

/** Who answers them. */
export type SupportCalls = {
  readonly terminal: Terminal
  readonly support: Support
  readonly screen: ScreenRestarts
  readonly log: Pick<Log, 'error'>
  readonly startAgain: () => void
}

/** Answers the offer to keep the settings' secrets better; a locked terminal changes nothing. */
export function handleSecrets(ipc: Ipc, terminal: Terminal, keep: () => SecretsMove): void {
  ipc.handle('secrets:keep', {
    parse: parseNothing,
    answer: () => (terminal.lock.locked ? refuse('terminal-locked') : ok(keep())),
  })
}

/** Answers what the owner asks of the store's own promotions; to change them takes the manager's PIN. */
export function handlePromotions(
  ipc: Ipc,
  { lock, approvals, services: { keeper } }: Terminal,
  changed: (change: string) => void,
): void {
  ipc.handle('promotions:list', {
    parse: parseNothing,
    answer: () => (lock.locked ? refuse('terminal-locked') : ok(keeper.view())),
  })
  ipc.handle('promotions:read', {
    parse: parseNothing,
    answer: () => {
      if (lock.locked) return refuse('terminal-locked')
      const view = keeper.readAgain()
      changed('read')
      return ok(view)
    },
  })
  ipc.handle('promotions:change', {
    parse: parsePromotionChange,
    answer: (change) => {
      if (lock.locked) return refuse('terminal-locked')
      const approver = approvals.check(change.pin)
      if (!approver.ok) return approver
      const answer = keeper.change(change)
      changed(`${change.act} ${answer.outcome}`)
      return ok(answer)
    },
  })
}
