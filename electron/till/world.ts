import type { ShopHeading } from '../../shared/order/context'
import type { OrderTerms } from '../../shared/order/order'
import type { OfflineRules } from '../../shared/order/offline'
import type { PromotionBook } from '../../shared/promotions/book'
import type { CatalogItem } from '../../shared/catalog'
import type { Settings } from '../../shared/settings'
import type { Outside } from './reactions'
import type { World } from './till'

/** What decisions need of the settings, the catalog and the moment. */
export function worldOf(
  settings: Settings,
  outside: Outside & {
    readonly storePromotions?: PromotionBook | undefined
    readonly couponsDown?: () => boolean
    readonly keeper?: { readonly groupsOf: (digits: string) => readonly string[] }
  },
  catalog: { item(sku: string): CatalogItem | null },
  newId: () => string,
): () => World {
  const { terminal, printer, sparePrinter, storePromotions: rules } = settings
  const terms: OrderTerms = {
    currency: terminal.currency,
    pricesIncludeTax: terminal.pricesIncludeTax,
    cashRounding: terminal.cashRounding,
    couponsReduceTaxBase: settings.coupons?.couponsReduceTaxBase ?? false,
    couponService: outside.coupons !== null,
    registerRef: terminal.registerRef,
  }
  const shop: ShopHeading = {
    name: terminal.store,
    address: terminal.address,
    phone: terminal.phone,
    footer: terminal.footer,
    terminal: terminal.name,
    columns: printer?.columns ?? 48,
    locale: terminal.locale,
  }
  return () => ({
    at: Date.now(),
    newId,
    terms,
    cashier: terminal.cashier,
    promotions: outside.promotions !== null,
    printer: printer !== null || sparePrinter !== null,
    drawer: (printer?.drawer ?? false) || (sparePrinter?.drawer ?? false),
    expired: settings.barcodes.expired,
    rules,
    returns: settings.returns,
    couponRules: settings.manufacturerCoupons,
    ...offlineOf(settings.offline),
    couponsDown: outside.couponsDown?.() ?? false,
    ...(outside.storePromotions ? { storePromotions: outside.storePromotions } : {}),
    groupsOf: (digits) => outside.keeper?.groupsOf(digits) ?? [],
    shop,
    item: (sku) => catalog.item(sku),
  })
}

/** Where the shop promises nothing, nobody needs to count what was promised. */
function offlineOf(offline: OfflineRules): Pick<World, 'offline'> {
  const isNothing = offline.promotionCodes === null && offline.walletPromotions === null
  return isNothing ? {} : { offline }
}
