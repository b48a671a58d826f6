import type { GivenPromotion } from '../../shared/promotions/schema'

/** A promotion as it is typed: everything a kind may ask for, numbers as their texts, so that a change of kind loses nothing. */
export type PromotionForm = {
  /** Null for a new one. */
  readonly id: string | null
  readonly kind: GivenPromotion['kind']
  readonly name: string
  /** What it falls on, or what is bought. */
  readonly goods: GoodsForm
  /** What is got, where that is something else. */
  readonly got: GoodsForm
  readonly how: 'cheapest' | 'same' | 'mixed'
  readonly buyCount: string
  readonly getCount: string
  readonly value: ValueForm
  readonly parts: readonly PartForm[]
  readonly steps: readonly StepForm[]
  /** Stacking group of a promotion on the order. */
  readonly group: string
  readonly from: string
  readonly until: string
  readonly days: readonly Day[]
  /** "17:00-18:30, 20:00-22:00" */
  readonly hours: string
  readonly customers: readonly string[]
  readonly limits: LimitsForm
  readonly exclusive: boolean
  readonly priority: string
  readonly off: boolean
  /** What the goods are called that were picked here. */
  readonly names: Readonly<Record<string, string>>
  /** What did not fit when it was last saved, by path. */
  readonly mistakes: readonly { readonly path: string; readonly sentence: string }[]
}

/** A day of the week as the file names it. */
export type Day = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/** Goods by name, and those left out. */
export type GoodsForm = NamesForm & { readonly except: NamesForm }

/** Goods by item, barcode and category. */
export type NamesForm = {
  readonly items: readonly string[]
  readonly barcodes: readonly string[]
  readonly categories: readonly string[]
}

/** What becomes of the price. */
export type ValueForm = { readonly way: 'percent' | 'amount' | 'price'; readonly text: string }

/** A part of a set. */
export type PartForm = { readonly count: string; readonly goods: GoodsForm }

/** From so many pieces, or from so much spent. */
export type StepForm = { readonly from: string; readonly value: ValueForm }

/** How often it may come; the empty text is without a limit. */
export type LimitsForm = {
  readonly order: string
  readonly customer: string
  readonly customerDay: string
}

const NO_NAMES: NamesForm = { items: [], barcodes: [], categories: [] }

/** No goods named: all are meant. */
export const ALL_GOODS: GoodsForm = { ...NO_NAMES, except: NO_NAMES }

/** An empty part of a set. */
export const NEW_PART: PartForm = { count: '1', goods: ALL_GOODS }

/** An empty step. */
export const NEW_STEP: StepForm = { from: '', value: { way: 'percent', text: '' } }

/** An empty form. */
export const NEW_FORM: PromotionForm = {
  id: null,
  kind: 'each',
  name: '',
  goods: ALL_GOODS,
  got: ALL_GOODS,
  how: 'cheapest',
  buyCount: '1',
  getCount: '1',
  value: { way: 'percent', text: '' },
  parts: [NEW_PART],
  steps: [NEW_STEP],
  group: '',
  from: '',
  until: '',
  days: [],
  hours: '',
  customers: [],
  limits: { order: '', customer: '', customerDay: '' },
  exclusive: false,
  priority: '',
  off: false,
  names: {},
  mistakes: [],
}

/** The form of a promotion of the file. */
export function formOf(given: GivenPromotion, names: PromotionForm['names']): PromotionForm {
  const { limit, customers = [] } = given
  return {
    ...NEW_FORM,
    ...ownOf(given),
    id: given.id,
    kind: given.kind,
    name: given.name,
    from: given.from ?? '',
    until: given.until ?? '',
    days: given.days ?? [],
    hours: (given.hours ?? []).join(', '),
    customers,
    limits: {
      order: textOf(limit?.order),
      customer: textOf(limit?.customer),
      customerDay: textOf(limit?.customerDay),
    },
    exclusive: given.exclusive ?? false,
    priority: textOf(given.priority),
    off: given.off ?? false,
    names,
  }
}

function ownOf(given: GivenPromotion): Partial<PromotionForm> {
  switch (given.kind) {
    case 'each':
      return { goods: goodsOf(given), value: valueOf(given) }
    case 'buy-get':
      return {
        how: given.how,
        buyCount: String(given.buy.count),
        getCount: String(given.get.count),
        goods: goodsOf(given.buy),
        got: goodsOf(given.get),
        value: { way: 'percent', text: textOf(given.get.percent) },
      }
    case 'set': {
      const parts = given.parts.map((one) => ({ count: String(one.count), goods: goodsOf(one) }))
      return { parts, value: valueOf(given) }
    }
    case 'quantity':
    case 'spend': {
      const steps = given.steps.map((one) => ({ from: String(one.from), value: valueOf(one) }))
      const group = given.kind === 'spend' ? (given.group ?? '') : ''
      return { goods: goodsOf(given), steps, group }
    }
  }
}

type Named = { readonly [Name in keyof NamesForm]?: NamesForm[Name] | undefined }

function goodsOf(given: Named & { readonly except?: Named | undefined }): GoodsForm {
  return { ...namesOf(given), except: namesOf(given.except ?? {}) }
}

function namesOf({ items = [], barcodes = [], categories = [] }: Named): NamesForm {
  return { items, barcodes, categories }
}

function valueOf(given: {
  readonly percent?: number | undefined
  readonly amount?: number | undefined
  readonly price?: number | undefined
}): ValueForm {
  if (given.percent !== undefined) return { way: 'percent', text: String(given.percent) }
  if (given.amount !== undefined) return { way: 'amount', text: String(given.amount) }
  return { way: 'price', text: textOf(given.price) }
}

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}

/** A promotion as the file is to have it, without its id. What was not typed is left out. */
export function promotionOf(form: PromotionForm): Readonly<Record<string, unknown>> {
  return dropEmpty({
    name: form.name.trim(),
    kind: form.kind,
    ...ownFields(form),
    from: form.from.trim(),
    until: form.until.trim(),
    days: form.days,
    hours: form.hours
      .split(/[,;]/)
      .map((one) => one.replaceAll(' ', ''))
      .filter(Boolean),
    customers: form.customers,
    limit: dropEmpty({
      order: numberOf(form.limits.order),
      customer: numberOf(form.limits.customer),
      customerDay: numberOf(form.limits.customerDay),
    }),
    exclusive: form.exclusive ? true : undefined,
    priority: numberOf(form.priority),
    off: form.off ? true : undefined,
  })
}

function ownFields(form: PromotionForm): Readonly<Record<string, unknown>> {
  const { goods, got, how, value } = form
  switch (form.kind) {
    case 'each':
      return { ...namedGoods(goods), ...valueFields(value) }
    case 'buy-get':
      return {
        how,
        buy: { ...counted(form.buyCount), ...namedGoods(goods) },
        get: {
          ...counted(form.getCount),
          ...dropEmpty({ percent: numberOf(value.text) }),
          ...(how === 'mixed' ? namedGoods(got) : {}),
        },
      }
    case 'set': {
      const parts = form.parts.map((one) => ({ ...counted(one.count), ...namedGoods(one.goods) }))
      return { parts, ...valueFields(value) }
    }
    case 'quantity':
    case 'spend': {
      const steps = form.steps.map((one) => ({
        ...dropEmpty({ from: numberOf(one.from) }),
        ...valueFields(one.value),
      }))
      const group = form.kind === 'spend' ? form.group.trim() : ''
      return { group, ...namedGoods(goods), steps }
    }
  }
}

function counted(count: string): Readonly<Record<string, unknown>> {
  return dropEmpty({ count: numberOf(count) })
}

function valueFields({ way, text }: ValueForm): Readonly<Record<string, unknown>> {
  return dropEmpty({ [way]: numberOf(text) })
}

function namedGoods({ except, ...goods }: GoodsForm): Readonly<Record<string, unknown>> {
  return dropEmpty({ ...goods, except: dropEmpty(except) })
}

/** The number that is typed; what is none stays a text, so that the file's own rules say what it must be. */
function numberOf(text: string): number | string | undefined {
  const typed = text.trim().replace(',', '.')
  if (typed === '') return undefined
  return /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed
}

function dropEmpty(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)))
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
