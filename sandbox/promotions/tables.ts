/** A field holds one plain value, or objects of another table. */
export type Kind = SimpleKind | { readonly table: TableName; readonly isList: boolean }

/** Plain values; `nothing` is null or an empty list: what the till never fills in. */
export type SimpleKind =
  'text' | 'uuid' | 'flag' | 'number' | 'money' | 'date' | 'moment' | 'nothing'

/** Objects of the promotions wire, as far as the till sends them. */
export type TableName =
  | 'Reference'
  | 'Device'
  | 'Check'
  | 'Selection'
  | 'Discount'
  | 'Tax'
  | 'Payment'
  | 'NewPromotion'
  | 'Promotion'

const one = (table: TableName): Kind => ({ table, isList: false })
const many = (table: TableName): Kind => ({ table, isList: true })

const REFERENCE = { guid: 'uuid', entityType: 'text', externalId: 'text' } as const

/** Fields of every object a request may hold. */
export const TABLES: Readonly<Record<TableName, Readonly<Record<string, Kind>>>> = {
  Reference: REFERENCE,
  Device: { id: 'text' },
  Check: {
    ...REFERENCE,
    displayNumber: 'text',
    openedDate: 'moment',
    closedDate: 'moment',
    modifiedDate: 'moment',
    deletedDate: 'moment',
    paidDate: 'moment',
    voidDate: 'moment',
    voidBusinessDate: 'date',
    deleted: 'flag',
    voided: 'flag',
    taxExempt: 'flag',
    createdDevice: one('Device'),
    lastModifiedDevice: one('Device'),
    selections: many('Selection'),
    appliedDiscounts: many('Discount'),
    appliedServiceCharges: 'nothing',
    payments: many('Payment'),
    customer: 'nothing',
    appliedLoyaltyInfo: 'nothing',
    tabName: 'text',
    paymentStatus: 'text',
    amount: 'money',
    taxAmount: 'money',
    totalAmount: 'money',
  },
  Selection: {
    ...REFERENCE,
    item: one('Reference'),
    itemGroup: one('Reference'),
    optionGroup: one('Reference'),
    preModifier: one('Reference'),
    salesCategory: one('Reference'),
    diningOption: one('Reference'),
    voidReason: one('Reference'),
    displayName: 'text',
    quantity: 'number',
    unitOfMeasure: 'text',
    selectionType: 'text',
    fulfillmentStatus: 'text',
    taxInclusion: 'text',
    preDiscountPrice: 'money',
    price: 'money',
    tax: 'money',
    deferred: 'flag',
    voided: 'flag',
    voidDate: 'moment',
    voidBusinessDate: 'date',
    createdDate: 'moment',
    modifiedDate: 'moment',
    appliedDiscounts: many('Discount'),
    appliedTaxes: many('Tax'),
    modifiers: many('Selection'),
  },
  Discount: {
    ...REFERENCE,
    name: 'text',
    discountAmount: 'money',
    nonTaxDiscountAmount: 'money',
    discount: one('Reference'),
    triggers: 'nothing',
    approver: one('Reference'),
    processingState: 'text',
    comboItems: 'nothing',
    appliedPromoCode: 'text',
  },
  Tax: {
    ...REFERENCE,
    taxRate: one('Reference'),
    name: 'text',
    rate: 'number',
    taxAmount: 'money',
    type: 'text',
  },
  Payment: {
    ...REFERENCE,
    type: 'text',
    amount: 'money',
    tipAmount: 'money',
    amountTendered: 'money',
    paidDate: 'moment',
    paidBusinessDate: 'date',
    refundStatus: 'text',
  },
  NewPromotion: { appliedDate: 'moment', appliedBusinessDate: 'date', promoCode: 'text' },
  Promotion: {
    appliedDate: 'moment',
    appliedBusinessDate: 'date',
    promoCode: 'text',
    name: 'text',
    discountAmount: 'money',
    referenceId: 'text',
    externalId: 'uuid',
    appliedDiscountGuid: 'uuid',
  },
}

/** Those that must be there and not null. */
export const NEEDED: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  Reference: ['entityType'],
  Check: ['guid', 'entityType', 'selections', 'amount', 'taxAmount', 'totalAmount'],
  Selection: ['guid', 'item', 'quantity', 'preDiscountPrice', 'price', 'tax'],
  Discount: ['guid', 'name', 'discountAmount'],
  Payment: ['type', 'amount', 'tipAmount'],
  NewPromotion: ['appliedDate', 'promoCode'],
  Promotion: ['externalId', 'promoCode'],
}

/** The body at the top: every field, and whether an operation carries it. */
export const BODY: Readonly<
  Record<string, { readonly kind: Kind; readonly on: 'all' | 'VERIFY' | 'others' }>
> = {
  check: { kind: one('Check'), on: 'all' },
  checkGuid: { kind: 'uuid', on: 'all' },
  appliedPromotions: { kind: many('Promotion'), on: 'all' },
  newPromotion: { kind: one('NewPromotion'), on: 'VERIFY' },
  promotionsToActOn: { kind: many('Promotion'), on: 'others' },
  requestDateTime: { kind: 'moment', on: 'all' },
  requestBusinessDate: { kind: 'date', on: 'all' },
  requestUser: { kind: one('Reference'), on: 'all' },
  orderOpenedDate: { kind: 'moment', on: 'all' },
  orderOpenedBusinessDate: { kind: 'date', on: 'all' },
}

/** What a plain value must look like; money has at most two decimals, moments their offset written out. */
export const LOOKS: Readonly<Record<SimpleKind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  uuid: (value) => typeof value === 'string' && UUID.test(value),
  flag: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  money: (value) => typeof value === 'number' && /^\d+(\.\d{1,2})?$/.test(String(value)),
  date: (value) => typeof value === 'number' && /^20\d{6}$/.test(String(value)),
  moment: (value) => typeof value === 'string' && MOMENT.test(value),
  nothing: (value) => Array.isArray(value) && value.length === 0,
}

/** A UUID of any version. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+0000$/
