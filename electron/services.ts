import type { ServiceView } from '../shared/ipc/contract'
import type { CatalogItem } from '../shared/catalog'
import { isUnreached } from '../shared/order/unverified'
import type { PromotionBook } from '../shared/promotions/book'
import { currencyExponent } from '../shared/receipt/format'
import type { Settings, SettingsProblem } from '../shared/settings'
import { isSmall } from './call-size'
import { PromotionKeeper } from './catalog/promotion-keeper'
import { replaceFile } from './secrets/secret-file'
import type { Log } from './log'
import { createPetzCoupons, type PetzCoupons } from './providers/coupons/petz'
import { parseQuirks } from './providers/coupons/wire/quirks'
import { listeningHttp, type Heard } from './providers/heard'
import type { ServiceHealth } from './providers/health'
import { createHttp, realWait } from './providers/http'
import { createToastPromotions, type ToastPromotions } from './providers/promotions/toast'

/** The providers of this terminal, those that are set up, and how they are doing. */
export type Services = {
  readonly promotions: ToastPromotions | null
  readonly coupons: PetzCoupons | null
  /** The file of the store's own promotions. */
  readonly keeper: PromotionKeeper
  /** What it comes to now, where there is one. */
  readonly storePromotions: PromotionBook | undefined
  readonly problems: readonly SettingsProblem[]
  views(): readonly ServiceView[]
  /** Whether the last call to the coupon service did not reach it. */
  couponsDown(): boolean
  /** When each provider was last heard, and what its clock says. */
  heard(): Readonly<Record<'promotions' | 'coupons', Heard>>
}

/** Makes the clients of the providers that the settings name. Nothing is sent yet. */
export function makeServices(
  settings: Settings,
  log: Log,
  changed: (views: readonly ServiceView[]) => void,
  catalog: Named = NO_NAMES,
): Services {
  const now = () => Date.now()
  const http = createHttp()
  const lines = { promotions: listeningHttp(http, now), coupons: listeningHttp(http, now) }
  const { currency } = settings.terminal
  const exponent = currencyExponent(currency)
  const parts = {
    now,
    wait: realWait,
    log,
    onHealth: () => {
      changed(services.views())
    },
  }
  const startedAt = now()
  const { promotions: toast } = settings
  const promotions =
    toast === null
      ? null
      : createToastPromotions(
          { ...toast, currency, currencyExponent: exponent },
          { ...parts, http: lines.promotions },
        )
  const { coupons, problems } = makeCoupons(settings, exponent, { ...parts, http: lines.coupons })
  const keeper = promotionKeeper(settings, exponent, catalog)
  const services: Services = {
    promotions,
    coupons,
    keeper,
    get storePromotions() {
      return keeper.book ?? undefined
    },
    get problems() {
      return [...problems, ...problemsOf(keeper)]
    },
    couponsDown: () => {
      const { state, code } = coupons?.health() ?? {}
      return state === 'not-answering' && isUnreached(code ?? '')
    },
    heard: () => ({ promotions: lines.promotions.heard(), coupons: lines.coupons.heard() }),
    views: () => [
      viewOf('promotions', promotions?.health() ?? null, startedAt),
      viewOf('coupons', coupons?.health() ?? null, startedAt),
      networkOf([promotions?.health() ?? null, coupons?.health() ?? null], startedAt),
    ],
  }
  return services
}

/** The catalog, as far as promotions are shown by the names of their goods. */
type Named = { readonly find: (codes: readonly string[]) => readonly Pick<CatalogItem, 'name'>[] }

const NO_NAMES: Named = { find: () => [] }

function promotionKeeper(
  { promotionFile }: Settings,
  exponent: number,
  catalog: Named,
): PromotionKeeper {
  return new PromotionKeeper({
    file: promotionFile ?? null,
    exponent,
    now: () => Date.now(),
    write: replaceFile,
    nameOf: (code) => catalog.find([code])[0]?.name ?? null,
    fits: (given) => isSmall({ promotion: given, digest: '', pin: '', act: '', id: '' }),
  })
}

/** Each mistake of the file of promotions is named by its line. */
function problemsOf({ mistakes }: PromotionKeeper): readonly SettingsProblem[] {
  return mistakes.map(({ line, sentence }) => {
    const place = line === 0 ? 'Promotions' : `Promotions, line ${line}`
    return { key: 'storePromotions.file', sentence: `${place}: ${sentence}`, stops: false }
  })
}

type Parts = Parameters<typeof createPetzCoupons>[1]

function makeCoupons(
  settings: Settings,
  currencyExponent: number,
  parts: Parts,
): { readonly coupons: PetzCoupons | null; readonly problems: readonly SettingsProblem[] } {
  const { coupons: petz, terminal } = settings
  if (petz === null) return { coupons: null, problems: [] }
  const quirks = parseQuirks(petz.quirks)
  if (!quirks.ok) {
    const key = `coupons.quirks.${quirks.error.key}`
    const sentence = `${key} must ${quirks.error.must}.`
    return { coupons: null, problems: [{ key, sentence, stops: true }] }
  }
  const { baseUrl, accountKey, deviceRef, timeoutMs } = petz
  const { name: deviceName, locationRef, store: storeName, currency } = terminal
  const coupons = createPetzCoupons(
    {
      baseUrl,
      accountKey,
      deviceRef,
      timeoutMs,
      deviceName,
      locationRef,
      storeName,
      quirks: quirks.value,
      currency,
      currencyExponent,
    },
    parts,
  )
  return { coupons, problems: [] }
}

function viewOf(
  service: ServiceView['service'],
  health: ServiceHealth | null,
  startedAt: number,
): ServiceView {
  if (health === null) {
    return { service, status: 'unused', since: startedAt, lastAnswerMs: null, code: 'not-set-up' }
  }
  const { state, since, lastAnswerMs, code } = health
  const status = state === 'unused' ? 'ready' : state
  return { service, status, since, lastAnswerMs, code }
}

/**
 * The line is taken for down when no provider that was asked can be reached. One that takes the connection and
 * breaks it off proves that the line is up.
 */
function networkOf(healths: readonly (ServiceHealth | null)[], startedAt: number): ServiceView {
  const asked = healths.filter((one) => one !== null && one.state !== 'unused')
  const silent = asked.filter((one) => one?.code === 'offline')
  const down = asked.length > 0 && silent.length === asked.length
  const since = down ? (silent[0]?.since ?? startedAt) : startedAt
  const status = down ? 'not-answering' : 'ready'
  return { service: 'network', status, since, lastAnswerMs: null, code: down ? 'offline' : null }
}
