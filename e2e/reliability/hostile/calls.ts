/*
 * Questions as a page gone bad would ask them: every call with every kind of input, commands with amounts, ids and
 * types that nobody could type, and valid commands at the wrong time. They are written as JSON, in which
 * `{"$":"…"}` stands for what JSON has no word for, and are made into values in the page.
 */
import { CALL_NAMES, type Calls } from '../../../shared/ipc/contract'
import type { Chance } from '../../../shared/order/testing/chance'
import { hostileText } from './strings'

/** One question: the call, and its input as JSON. */
export type HostileCall = { readonly name: keyof Calls; readonly input: string }

/** Values JSON has no word for; `page-calls.ts` makes them. */
const SPECIALS = [
  ...['undefined', 'nan', 'infinity', 'minus-zero', 'bigint', 'date', 'map', 'set', 'bytes'],
  ...['regexp', 'error', 'round', 'deep', 'sparse', 'getter', 'null-object', 'boxed'],
] as const

const NUMBERS: readonly number[] = [
  ...[-1, 0, 1, 5, 99, 1000, 2500, 5899, 10_000, -100, -5899, 0.5, 1e-9, 1.1],
  ...[2 ** 31, 2 ** 53, 1e20, 1e308, -1e308, 100_000_000, -100_000_000, 99_999_999],
]

/** Ids that the page knows: taken from its newest view. */
const id = (of: 'line' | 'order' | 'tender' | 'effect' | 'discount' | 'note' | 'scan') => ({
  $: `id-${of}`,
})

const SKUS = ['bw-dog-chk-24', 'bw-cat-sal-3', 'fw-rope-m', 'pc-litter-14', 'nobody', '__proto__']
const CODES = ['400001102312', '400001203019', 'NOBODY', '9999999999999', 'PROMO-SPRING5']

/** Commands as a window sends them, with what a field may plausibly be. */
const COMMANDS: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  AddItem: { sku: SKUS, quantity: [1000, 2000, ...NUMBERS] },
  EnterCode: { code: CODES },
  ResolveScan: { scanId: [id('scan')], sku: SKUS, price: NUMBERS },
  RemoveUnresolvedScan: { scanId: [id('scan')] },
  SetQuantity: { lineId: [id('line')], quantity: [1000, 3000, ...NUMBERS] },
  ChangePrice: { lineId: [id('line')], price: NUMBERS },
  VoidLine: { lineId: [id('line')] },
  PutBackLine: { lineId: [id('line')] },
  SetCustomer: { phone: ['2065550142', '1'], again: [true, false] },
  RemoveCustomer: {},
  AddStoreDiscount: { ruleId: [id('discount')], lineId: [id('line'), null], pin: ['0000'] },
  RemoveStoreDiscount: { discountId: [id('discount')] },
  ApplyCode: { code: CODES },
  Send: {},
  Stay: {},
  Hold: { heldFor: ['Red jacket'] },
  Pay: {},
  GiveUpValidation: {},
  ContinuePayment: {},
  ContinueWithoutCoupons: {},
  BackFromPayment: { to: ['order', 'coupons'] },
  TakeCash: { received: NUMBERS },
  BeginCard: { amount: NUMBERS },
  EndCard: { paid: [true, false] },
  UndoTender: { tenderId: [id('tender')] },
  FinishOrder: {},
  NewOrder: {},
  CancelOrder: { orderId: [id('order')] },
  ResumeOrder: { orderId: [id('order')] },
  PrintReceipt: { orderId: [id('order')] },
  OpenDrawer: { orderId: [id('order')] },
  RetryEffect: { orderId: [id('order')], effectId: [id('effect')] },
  CloseEffect: { orderId: [id('order')], effectId: [id('effect')], note: ['x'] },
  DismissNote: { noteId: [id('note')] },
}

/** Commands that only the till tells itself. */
const INNER = [
  'TakeScan',
  'Recover',
  'StartEffect',
  'EffectAnswered',
  'VerifyAnswered',
  'PrepareToQuit',
]

/** Commands more often than others: those by which a sale goes on. */
const USUAL = [
  ...['AddItem', 'AddItem', 'AddItem', 'EnterCode', 'Pay', 'Pay', 'ContinuePayment', 'TakeCash'],
  ...['TakeCash', 'TakeCash', 'BeginCard', 'EndCard', 'NewOrder', 'RemoveUnresolvedScan'],
]

/** A lawful sale, wherever the order before it was left: chance alone seldom comes to the end of one. */
const SALE: readonly Readonly<Record<string, unknown>>[] = [
  { type: 'EndCard', paid: false },
  { type: 'BackFromPayment', to: 'order' },
  { type: 'Hold', heldFor: '' },
  { type: 'NewOrder' },
  { type: 'AddItem', sku: 'fw-rope-m' },
  { type: 'Pay' },
  { type: 'TakeCash', received: 500 },
  { type: 'TakeCash', received: 99_999 },
]

/** Questions before one lawful sale goes through the midst of them. */
const SALE_EACH = 80

/** So many questions of a page that means harm, with a lawful sale now and then. */
export function hostileCalls(chance: Chance, count: number): readonly HostileCall[] {
  return Array.from({ length: count }, (_, at) => {
    const step = SALE[at % SALE_EACH]
    return step ? { name: 'till:run', input: JSON.stringify(step) } : hostileCall(chance)
  })
}

/** One question of a page that means harm. The right PIN is never among them. */
function hostileCall(chance: Chance): HostileCall {
  if (chance.once(4)) {
    // Locking is a thing a page may do; the row does it by itself.
    const names = CALL_NAMES.filter((name) => name !== 'terminal:lock' && name !== 'devices:ports')
    const name = chance.among(names, 'till:run')
    if (name === 'promotions:change') return { name, input: JSON.stringify(change(chance)) }
    return { name, input: JSON.stringify(anything(chance, 3)) }
  }
  return { name: 'till:run', input: commandText(chance) }
}

/** A change of the store's promotions that is nearly one, with a PIN that is not. */
function change(chance: Chance): unknown {
  const act = chance.among(['put', 'switch', 'remove'], 'put')
  const promotion = { name: hostileText(chance), kind: 'each', percent: anything(chance, 1) }
  const own = act === 'put' ? { promotion } : act === 'switch' ? { off: true } : {}
  const whole = { act, id: chance.among([null, 'a'], null), digest: '', pin: '0000', ...own }
  return chance.once(2) ? whole : { ...whole, [hostileText(chance)]: anything(chance, 2) }
}

function commandText(chance: Chance): string {
  const type = chance.once(2)
    ? chance.among(USUAL, 'Pay')
    : chance.among(Object.keys(COMMANDS), 'Pay')
  const fields = Object.entries(COMMANDS[type] ?? {}).map(
    ([name, values]) => [name, chance.among(values, null)] as const,
  )
  const command: Record<string, unknown> = { type, ...Object.fromEntries(fields) }
  if (chance.once(2)) return JSON.stringify(command)
  const [name] = chance.among(fields, ['type', null] as const)
  switch (chance.below(7)) {
    case 0:
      command[name] = anything(chance, 2)
      break
    case 1:
      Reflect.deleteProperty(command, name)
      break
    case 2:
      command[hostileText(chance)] = anything(chance, 1)
      break
    case 3:
      command['type'] = chance.once(2) ? chance.among(INNER, '') : anything(chance, 1)
      break
    case 4:
      return JSON.stringify(command).replace('{', '{"__proto__":{"type":"Pay","pin":"2468"},')
    case 5:
      return JSON.stringify([command])
    default:
      command[name] = hostileText(chance)
  }
  return JSON.stringify(command)
}

/** Any value at all. */
function anything(chance: Chance, depth: number): unknown {
  switch (chance.below(depth > 0 ? 8 : 5)) {
    case 0:
      return null
    case 1:
      return chance.once(2)
    case 2:
      return chance.among(NUMBERS, 0)
    case 3:
      return hostileText(chance)
    case 4:
      return { $: chance.among(SPECIALS, 'undefined') }
    case 5:
      return Array.from({ length: chance.below(4) }, () => anything(chance, depth - 1))
    case 6:
      return { type: chance.among(Object.keys(COMMANDS), 'Pay'), x: anything(chance, depth - 1) }
    default:
      return { [hostileText(chance).slice(0, 40)]: anything(chance, depth - 1) }
  }
}
