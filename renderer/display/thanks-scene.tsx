import type { ReactNode } from 'react'
import { ZERO } from '../../shared/money'
import type { CustomerScene } from '../../shared/display/customer-view'
import { enDisplay } from '../text/en-display'
import type { Format } from '../text/format'
import { Figure } from './figure'

type ThanksSceneProps = {
  readonly store: string
  readonly scene: Extract<CustomerScene, { readonly status: 'thanks' }>
  readonly format: Format
}

/** After the sale: the change to count, what was saved, and thanks. It stays until the next order begins. */
export function ThanksScene({ store, scene, format }: ThanksSceneProps): ReactNode {
  const { change, total, tendered, saved, givenBack, savings = [], otherSavings } = scene
  const [label, figure] =
    givenBack !== undefined
      ? [enDisplay.youGot, givenBack]
      : change > 0
        ? [enDisplay.change, change]
        : [enDisplay.paid, total]
  const rest = { name: enDisplay.otherDiscounts, amount: otherSavings ?? ZERO }
  const rows = otherSavings === undefined ? savings : [...savings, rest]
  return (
    <main className="customer-alone" data-scene="thanks">
      <p className="alone-word">{store}</p>
      <h1 className="alone-thanks">{enDisplay.thanks}</h1>
      <div className="alone-figure">
        <p className="sums-label">{label}</p>
        <Figure text={format.figure(figure)} spoken={format.spoken(figure)} />
      </div>
      {saved > 0 ? <p className="saved">{enDisplay.youSaved(format.figure(saved))}</p> : null}
      {savings.length > 1 ? (
        <dl className="alone-rows alone-savings" aria-label={enDisplay.savings}>
          {rows.map(({ name, amount }) => (
            <div key={name} className="sum sum-saving">
              <dt>{name}</dt>
              <dd className="num">{format.off(amount)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {change > 0 ? (
        <dl className="alone-rows">
          <div className="sum">
            <dt>{enDisplay.total}</dt>
            <dd className="num">{format.amount(total)}</dd>
          </div>
          <div className="sum">
            <dt>{enDisplay.cash}</dt>
            <dd className="num">{format.amount(tendered)}</dd>
          </div>
        </dl>
      ) : null}
    </main>
  )
}
