import { unreachable } from '../assert'
import { negate, type Money } from '../money'
import { isWhole, type Quantity } from '../quantity'
import { paperFormat, type PaperFormat } from '../receipt/format'
import { printable } from '../receipt/printable'
import type { CustomerLine, CustomerOrder, CustomerScene, CustomerShop } from './customer-view'

/** The two lines of a pole display, each exactly POLE_COLUMNS characters. */
export type PoleText = readonly [upper: string, lower: string]

/** Characters in a line of a pole display. */
export const POLE_COLUMNS = 20

/**
 * Makes what says a scene in two lines of twenty characters: what was scanned last and the total; then what is
 * still to pay; then the change. Made once for a shop, because its formats take milliseconds to make.
 */
export function poleWriter({
  store,
  locale,
  currency,
}: CustomerShop): (scene: CustomerScene) => PoleText {
  const format = paperFormat(locale, currency)
  return (scene) => sceneText(scene, store, format)
}

function sceneText(scene: CustomerScene, store: string, format: PaperFormat): PoleText {
  switch (scene.status) {
    case 'welcome':
      return [centred(store), centred('Welcome')]
    case 'test':
      return [centred('Customer display'), centred('TEST 12345.67')]
    case 'order':
      return [newestText(scene, format), totalText('Total', scene.total, format)]
    case 'payment':
      return [
        scene.tendered > 0
          ? row('Paid', format.currency(scene.tendered))
          : totalText('Total', scene.total, format),
        totalText('To pay', scene.stillToPay, format),
      ]
    case 'thanks':
      return [
        scene.change > 0
          ? row('Change', format.currency(scene.change))
          : scene.givenBack === undefined
            ? row('Paid', format.currency(scene.total))
            : row('You got back', format.currency(scene.givenBack)),
        centred('Thank you'),
      ]
    default:
      return unreachable(scene)
  }
}

/** What is below zero the customer gets. */
function totalText(words: string, amount: Money, format: PaperFormat): string {
  return amount < 0
    ? row('You get', format.currency(negate(amount)))
    : row(words, format.currency(amount))
}

function newestText({ lines }: CustomerOrder, format: PaperFormat): string {
  const line = lines.at(-1)
  if (line === undefined) return row('', '')
  return row(`${countText(line)}${line.name}`, format.amount(line.price))
}

/** "6 x " before the name; nothing before a single piece, for twenty characters are few. */
function countText({ quantity, unit }: CustomerLine): string {
  if (unit !== 'each') return `${weightText(quantity)} ${unit} `
  return quantity === 1000 ? '' : `${isWhole(quantity) ? quantity / 1000 : weightText(quantity)} x `
}

function weightText(quantity: Quantity): string {
  return (quantity / 1000).toString()
}

/** Words on the left, cut; an amount on the right, whole. */
function row(words: string, amount: string): string {
  const right = cells(amount)
  if (right.length >= POLE_COLUMNS) return right.slice(-POLE_COLUMNS)
  const room = POLE_COLUMNS - right.length - (right === '' ? 0 : 1)
  return (
    cells(words)
      .slice(0, room)
      .padEnd(POLE_COLUMNS - right.length) + right
  )
}

function centred(text: string): string {
  const cut = cells(text).slice(0, POLE_COLUMNS)
  return cut.padStart(Math.floor((POLE_COLUMNS + cut.length) / 2)).padEnd(POLE_COLUMNS)
}

/** One character a cell: what a receipt printer may be given, a pole may be given. */
function cells(text: string): string {
  return printable(text).replace(/ +/g, ' ').trim()
}
