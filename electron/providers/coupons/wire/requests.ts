/*
 * What the terminal says: requests in our words become bodies on the wire. A body depends on nothing but the
 * request and the settings, so that a repeat is the same bytes.
 */
import { subtract, sum, ZERO } from '../../../../shared/money'
import type { OrderSnapshot, SnapshotLine } from '../../../../shared/order/snapshot'
import type {
  AuthorizeRequest,
  CaptureRequest,
  CustomerRequest,
  OrderMessage,
  RedeemRequest,
  ReturnRequest,
} from '../port'
import type { Dictionary } from './dictionary'
import { ORDER_STATUS } from './enums'
import {
  productKeys,
  writeMoney,
  writePhone,
  writeQuantity,
  writeTime,
  type MoneyForm,
} from './formats'
import type { Quirks } from './quirks'
import { write, type WireObject, type Written } from './shape'

/** What every message needs to know: the names, the switches and the currency. */
export type Wire = {
  readonly dictionary: Dictionary
  readonly quirks: Quirks
  /** Digits of the currency behind the point. */
  readonly currencyExponent: number
}

/** The shop, as it is told to the service. */
export type Location = {
  readonly locationRef: string
  readonly name: string
  readonly timeZone: string
}

/** Writes shop, register, look-up, order and coupon messages for one register. */
export type Requests = ReturnType<typeof requestsOf>

/** Binds the writers to a wire and a register. */
export function requestsOf(wire: Wire, deviceRef: string) {
  return { ...orderRequests(wire, deviceRef), ...couponRequests(wire, deviceRef) }
}

function orderRequests(wire: Wire, deviceRef: string) {
  const { dictionary, quirks } = wire
  const form = formOf(wire)
  return {
    location: (location: Location): WireObject => write(dictionary.location.request, location),

    register: (name: string, locationRef: string): WireObject =>
      write(dictionary.register.request, { deviceRef, name, locationRef, active: true }),

    /** Null when the number cannot be a phone number. */
    customer: (request: CustomerRequest): WireObject | null => {
      const phone = writePhone(request.phone, quirks.phoneAs)
      if (phone === null) return null
      const { customerRef, orderRef } = request
      return write(dictionary.customer.request, { customerRef, phone, orderRef, deviceRef })
    },

    order: (message: OrderMessage): WireObject => {
      const { order, status } = message
      return write(dictionary.order.request, {
        deviceRef,
        orderRef: order.orderRef,
        status: ORDER_STATUS.write(status),
        customerRef: order.customerRef,
        consumerId: order.consumerId ?? undefined,
        ...(status === 'open' ? { openedAt: writeTime(order.openedAt) } : {}),
        ...(status === 'completed' ? { closedAt: writeTime(order.paidAt ?? order.changedAt) } : {}),
        ...(status === 'completed' && quirks.linesIn !== 'auth'
          ? { lines: lines(order, form) }
          : {}),
        ...(status === 'completed' ? { totals: totals(order, form) } : {}),
      })
    },

    /** Names an order that the service has lost, when its content is no longer at hand. */
    orderName: (orderRef: string): WireObject =>
      write(dictionary.order.request, { deviceRef, orderRef }),

    /** Tells the lines with the order, where they do not travel with the authorization. */
    orderLines: (order: OrderSnapshot): WireObject =>
      write(dictionary.order.request, {
        deviceRef,
        orderRef: order.orderRef,
        lines: lines(order, form),
      }),
  }
}

function couponRequests(wire: Wire, deviceRef: string) {
  const { dictionary, quirks } = wire
  const form = formOf(wire)
  return {
    authorize: (request: AuthorizeRequest): WireObject =>
      write(dictionary.authorize.request, {
        deviceRef,
        orderRef: request.order.orderRef,
        consumerId: request.consumerId,
        authRef: request.authRef,
        lines: quirks.linesIn === 'order' ? undefined : lines(request.order, form),
        couponIds: request.couponIds ?? undefined,
      }),

    capture: (request: CaptureRequest): WireObject =>
      write(dictionary.capture.request, {
        authorizationId: request.authorizationId,
        deviceRef,
        orderRef: request.orderRef,
        paidAt: writeTime(request.paidAt),
      }),

    cancel: (authorizationId: string, orderRef: string): WireObject =>
      write(dictionary.cancel.request, { authorizationId, deviceRef, orderRef }),

    redeem: (request: RedeemRequest): WireObject =>
      write(dictionary.redeem.request, {
        ...use(request, deviceRef, form),
        redemptionRef: request.redemptionRef,
      }),

    giveBack: (request: ReturnRequest): WireObject =>
      write(dictionary.giveBack.request, {
        ...use(request, deviceRef, form),
        returnRef: request.returnRef,
      }),
  }
}

function formOf(wire: Wire): MoneyForm {
  return { as: wire.quirks.moneyAs, exponent: wire.currencyExponent }
}

function use(request: Omit<RedeemRequest, 'redemptionRef'>, deviceRef: string, form: MoneyForm) {
  return {
    deviceRef,
    consumerId: request.consumerId,
    couponId: request.couponId,
    value: writeMoney(request.amount, form),
    uses: request.uses,
    orderRef: request.orderRef,
    lineRefs: request.lineRefs,
  }
}

function lines(
  order: OrderSnapshot,
  form: MoneyForm,
): readonly Written<Dictionary['authorize']['request']['lines']['fields']>[] {
  return order.lines.map((line) => ({
    lineRef: line.ref,
    productRef: line.sku,
    upc: firstGtin(line),
    name: line.name,
    quantity: writeQuantity(line.quantity),
    unitPrice: writeMoney(line.unitPrice, form),
    discount: writeMoney(subtract(line.gross, line.net), form),
    net: writeMoney(line.net, form),
    excluded: line.closedToCoupons,
  }))
}

function firstGtin(line: SnapshotLine): string | undefined {
  return line.barcodes.find((code) => /^\d{8,14}$/.test(code) && productKeys(code).length > 0)
}

/**
 * The service knows its own coupons and one store discount: everything else together, also what manufacturers pay
 * for, so that its sum is the one on the receipt.
 */
function totals(order: OrderSnapshot, form: MoneyForm) {
  const { gross, storeDiscount, promotionDiscount, couponDiscount, tax, total } = order.totals
  const { manufacturerDiscount = ZERO } = order.totals
  return {
    gross: writeMoney(gross, form),
    storeDiscount: writeMoney(sum([storeDiscount, promotionDiscount, manufacturerDiscount]), form),
    couponDiscount: writeMoney(couponDiscount, form),
    tax: writeMoney(tax, form),
    total: writeMoney(total, form),
  }
}
