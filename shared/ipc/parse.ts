import * as z from 'zod'
import { QUANTITY_MAX } from '../quantity'
import { fail, ok, type Result } from '../result'
import type { WindowCommand } from '../order/commands'
import { RETURN_REASONS } from '../order/sold'
import {
  GTINS_MAX,
  type DeviceAct,
  type Place,
  type ServiceView,
  type WalletPageAct,
} from './contract'
import type { PromotionChange } from './promotions'

const id = z.string().min(1).max(64)
const minor = z.int().min(-100_000_000).max(100_000_000)
const pin = z.string().regex(/^\d{1,12}$/)
const thousandths = z.int().min(0).max(QUANTITY_MAX)
const back = z.literal(RETURN_REASONS)
const plainText = (most: number) => z.string().max(most)

const windowCommand = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('AddItem'),
    sku: id,
    quantity: z.int().min(1).max(QUANTITY_MAX).optional(),
    price: minor.optional(),
  }),
  z.strictObject({
    type: z.literal('EnterCode'),
    code: plainText(7089),
    symbology: z.string().max(40).nullable().optional(),
  }),
  z.strictObject({
    type: z.literal('ResolveScan'),
    scanId: id,
    sku: id,
    price: minor.optional(),
  }),
  z.strictObject({ type: z.literal('RemoveUnresolvedScan'), scanId: id }),
  z.strictObject({ type: z.literal('SetQuantity'), lineId: id, quantity: z.int() }),
  z.strictObject({ type: z.literal('ChangePrice'), lineId: id, price: minor }),
  z.strictObject({ type: z.literal('VoidLine'), lineId: id }),
  z.strictObject({ type: z.literal('PutBackLine'), lineId: id }),
  z.strictObject({
    type: z.literal('SetCustomer'),
    phone: plainText(32),
    again: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('RemoveCustomer') }),
  z.strictObject({
    type: z.literal('AddStoreDiscount'),
    ruleId: id,
    lineId: id.nullable(),
    pin: pin.optional(),
    reason: plainText(80).optional(),
  }),
  z.strictObject({ type: z.literal('RemoveStoreDiscount'), discountId: id }),
  z.strictObject({
    type: z.literal('ApproveManufacturerCoupon'),
    couponId: id,
    lineId: id.nullable(),
    amount: minor.optional(),
    pin: pin.optional(),
    reason: plainText(80).optional(),
  }),
  z.strictObject({ type: z.literal('RemoveManufacturerCoupon'), couponId: id }),
  z.strictObject({ type: z.literal('ReportProduct'), lineId: id }),
  z.strictObject({ type: z.literal('ApplyCode'), code: plainText(512) }),
  z.strictObject({ type: z.literal('RemovePromotion'), promotionId: id }),
  z.strictObject({ type: z.literal('GiveUnverifiedCode'), code: plainText(64) }),
  z.strictObject({ type: z.literal('GiveUnchecked') }),
  z.strictObject({ type: z.literal('GivePromotionBack'), orderId: id, promotionId: id }),
  z.strictObject({ type: z.literal('Send') }),
  z.strictObject({ type: z.literal('Stay') }),
  z.strictObject({ type: z.literal('Hold'), heldFor: plainText(200) }),
  z.strictObject({ type: z.literal('Pay') }),
  z.strictObject({ type: z.literal('GiveUpValidation') }),
  z.strictObject({ type: z.literal('RetryValidation') }),
  z.strictObject({ type: z.literal('AcceptPromotions'), pin, reason: plainText(80).optional() }),
  z.strictObject({ type: z.literal('ChooseStorePromotion'), couponId: id, lineId: id }),
  z.strictObject({ type: z.literal('SkipStorePromotion'), couponId: id }),
  z.strictObject({ type: z.literal('ContinuePayment') }),
  z.strictObject({ type: z.literal('ContinueWithoutCoupons') }),
  z.strictObject({ type: z.literal('LeaveOutCoupon'), couponId: id }),
  z.strictObject({ type: z.literal('UseCouponAgain'), couponId: id }),
  z.strictObject({ type: z.literal('CheckCouponsAgain') }),
  z.strictObject({ type: z.literal('BackFromPayment'), to: z.literal(['order', 'coupons']) }),
  z.strictObject({ type: z.literal('TakeCash'), received: minor }),
  z.strictObject({ type: z.literal('BeginCard'), amount: minor }),
  z.strictObject({ type: z.literal('EndCard'), paid: z.boolean() }),
  z.strictObject({ type: z.literal('UndoTender'), tenderId: id }),
  z.strictObject({ type: z.literal('OpenReturn'), ref: id }),
  z.strictObject({ type: z.literal('DropReturn') }),
  z.strictObject({
    type: z.literal('TakeBack'),
    lineId: id,
    quantity: thousandths,
    reason: back,
    swap: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('TakeBackAll'), reason: back }),
  z.strictObject({ type: z.literal('VoidSale'), ref: id }),
  z.strictObject({
    type: z.literal('TakeBackUnsold'),
    sku: id,
    quantity: thousandths,
    price: minor.optional(),
    reason: back,
  }),
  z.strictObject({ type: z.literal('KeepGoods'), goodsId: id }),
  z.strictObject({ type: z.literal('ChooseCodeBack'), promotionId: id, back: z.boolean() }),
  z.strictObject({ type: z.literal('ApproveReturn'), pin, reason: plainText(80).optional() }),
  z.strictObject({
    type: z.literal('GiveBackCash'),
    pin: pin.optional(),
    reason: plainText(80).optional(),
  }),
  z.strictObject({ type: z.literal('FinishOrder') }),
  z.strictObject({ type: z.literal('NewOrder') }),
  z.strictObject({ type: z.literal('CancelOrder'), orderId: id }),
  z.strictObject({ type: z.literal('ResumeOrder'), orderId: id }),
  z.strictObject({ type: z.literal('PrintReceipt'), orderId: id }),
  z.strictObject({ type: z.literal('OpenDrawer'), orderId: id }),
  z.strictObject({ type: z.literal('RetryEffect'), orderId: id, effectId: id }),
  z.strictObject({
    type: z.literal('CloseEffect'),
    orderId: id,
    effectId: id,
    note: plainText(200),
    pin: pin.optional(),
  }),
  z.strictObject({ type: z.literal('DismissNote'), noteId: id }),
]) satisfies z.ZodType<WindowCommand>

const place = z.literal([
  'order',
  'discnt',
  'promotions',
  'wallet',
  'return',
  'return-unsold',
  'payment',
  'validating',
  'complete',
  'devices',
  'settings',
  'health',
  'held',
  'owed',
  'dialog',
  'approval',
  'locked',
]) satisfies z.ZodType<Place>

const deviceAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('test-print'), device: z.string().max(40) }),
  z.strictObject({ act: z.literal('accept-printer'), device: z.string().max(40) }),
  z.strictObject({ act: z.literal('test-display') }),
  z.strictObject({ act: z.literal('open-drawer') }),
  z.strictObject({ act: z.literal('find-devices') }),
]) satisfies z.ZodType<DeviceAct>

const service = z.literal(['promotions', 'coupons', 'network']) satisfies z.ZodType<
  ServiceView['service']
>

const pixel = z.int().min(0).max(32_767)
const walletPageAct = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('show'),
    x: pixel,
    y: pixel,
    width: pixel.min(1),
    height: pixel.min(1),
  }),
  z.strictObject({ act: z.literal('hide') }),
]) satisfies z.ZodType<WalletPageAct>

/** Parses a command a window sends. Amounts are only what a cashier can type; everything else is decided here. */
export const parseCommand = parserOf<WindowCommand>(windowCommand)
/** Parses where the cashier is. */
export const parsePlace = parserOf<Place>(place)
/** Parses what is asked of a device. */
export const parseDeviceAct = parserOf<DeviceAct>(deviceAct)
/** Parses what is to become of the wallet page. */
export const parseWalletPageAct = parserOf<WalletPageAct>(walletPageAct)
/** Parses which service is meant. */
export const parseService = parserOf<ServiceView['service']>(service)
const change = { digest: z.string().max(64), pin }
const promotionId = z.string().regex(/^[\w.-]{1,64}$/)
const promotionChange = z.discriminatedUnion('act', [
  z.strictObject({
    ...change,
    act: z.literal('put'),
    id: promotionId.nullable(),
    promotion: z.record(z.string().max(40), z.json()),
  }),
  z.strictObject({ ...change, act: z.literal('switch'), id: promotionId, off: z.boolean() }),
  z.strictObject({ ...change, act: z.literal('remove'), id: promotionId }),
]) satisfies z.ZodType<PromotionChange>

/** Parses a change of the store's own promotions; what one may say is judged later, field by field. */
export const parsePromotionChange = parserOf<PromotionChange>(promotionChange)
/** Parses a typed PIN. */
export const parsePin = parserOf<string>(plainText(12))
/** Parses a text typed to search. */
export const parseSearch = parserOf<string>(plainText(200))
/** Parses the numbers of products. */
export const parseGtins = parserOf<readonly string[]>(
  z.array(z.string().regex(/^\d{8,14}$/)).max(GTINS_MAX),
)
/** Parses what a screen says of its own failure. */
export const parseFailure = parserOf<string>(plainText(4000))
/** Parses a day of trade, yyyymmdd. */
export const parseBusinessDate = parserOf<number>(
  z.int().refine((day) => {
    const [year, month] = [Math.floor(day / 10_000), Math.floor(day / 100) % 100]
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
    const isMonth = year >= 2000 && year <= 9999 && month >= 1 && month <= 12
    return isMonth && day % 100 >= 1 && day % 100 <= last
  }),
)
/** Parses the number of an order. */
export const parseOrderNumber = parserOf<number>(z.int().min(1).max(9999))
/** Parses a question that says nothing. */
export const parseNothing = parserOf<null>(z.null())

function parserOf<T>(schema: z.ZodType<T>): (input: unknown) => Result<T, unknown> {
  return (input) => {
    const parsed = schema.safeParse(input)
    return parsed.success ? ok(parsed.data) : fail(parsed.error)
  }
}
