import type { Red } from './red'

/** What keeps big orders, big catalogs and long days in bounds, K6 to K8. */
export const REDS: readonly Red[] = [
  {
    id: 'K6',
    without: 'the longest order',
    file: 'shared/order/decide-lines.ts',
    from: 'order.lines.length >= LINES_MAX || isTooDear',
    to: 'isTooDear',
    test: 'shared/order/decide-lines.test.ts',
    title: 'refuses a line beyond the limit',
  },
  {
    id: 'K7',
    without: 'the index of barcodes',
    file: 'electron/catalog/catalog.ts',
    from: 'this.#index.withCode(form)',
    to: 'this.#index.withCode(code)',
    test: 'e2e/reliability/t-23-big-catalog.test.ts',
    title: '[K7]',
  },
  {
    id: 'K8',
    without: 'the end of the list of settled effects',
    file: 'shared/order/till-state.ts',
    from: 'const SETTLED_MAX = 20',
    to: 'const SETTLED_MAX = 1_000_000',
    test: 'e2e/reliability/k-08-growth.test.ts',
    title: '[K8]',
  },
]
