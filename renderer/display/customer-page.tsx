import type { ReactNode } from 'react'
import type { CustomerView } from '../../shared/display/customer-view'
import { formatOf } from '../text/format'
import { enDisplay } from '../text/en-display'
import { GoodsList } from './goods-list'
import { SumsPanel } from './sums-panel'
import { ThanksScene } from './thanks-scene'

/** Everything the customer sees: a welcome, the order as it grows, what is to pay, and thanks. */
export function CustomerPage({ view }: { readonly view: CustomerView }): ReactNode {
  const { shop, scene } = view
  const format = formatOf({ settings: { terminal: shop } })
  switch (scene.status) {
    case 'welcome':
      return (
        <main className="customer-alone" data-scene="welcome">
          <p className="alone-word">{enDisplay.welcome}</p>
          <h1 className="alone-store">{shop.store}</h1>
        </main>
      )
    case 'test':
      return (
        <main className="customer-alone" data-scene="test">
          <p className="alone-word">{enDisplay.display}</p>
          <h1 className="alone-store">{enDisplay.test}</h1>
        </main>
      )
    case 'order':
    case 'payment':
      return (
        <main className="customer" data-scene={scene.status}>
          <GoodsList
            store={shop.store}
            order={scene}
            isOpen={scene.status === 'order'}
            format={format}
          />
          <SumsPanel scene={scene} format={format} />
        </main>
      )
    case 'thanks':
      return <ThanksScene store={shop.store} scene={scene} format={format} />
  }
}
