/**
 * What the GS1 offices of some countries have agreed for codes that carry a value. A shop starts
 * from its country's rules and changes what it does otherwise.
 */
import type { VariableMeasureRule } from '../device-settings'

const VERIFIED_FIVE = 'PPPPPPCVVVVV'
const VERIFIED_FOUR = 'PPPPPPPCVVVV'
const PLAIN_SIX = 'PPPPPPVVVVVV'
const PLAIN_FIVE = 'PPPPPPPVVVVV'
const PLAIN_FOUR = 'PPPPPPPPVVVV'

const SCALES: readonly VariableMeasureRule[] = [
  { prefix: '23', layout: PLAIN_FOUR, kind: 'weight', decimals: 3 },
  { prefix: '24', layout: PLAIN_FOUR, kind: 'weight', decimals: 2 },
  { prefix: '25', layout: PLAIN_FOUR, kind: 'weight', decimals: 1 },
]

const SCALES_AND_PRICES: readonly VariableMeasureRule[] = [
  { prefix: '20', layout: PLAIN_FOUR, kind: 'price', decimals: 2 },
  { prefix: '21', layout: PLAIN_FOUR, kind: 'price', decimals: 1 },
  { prefix: '22', layout: PLAIN_FOUR, kind: 'price', decimals: 0 },
  ...SCALES,
]

/**
 * The rules of each country, under its two small letters. In the United States some shops print a price of five digits without a
 * verifier instead: `02`, `PPPPPPPVVVVV`.
 */
export const VARIABLE_MEASURE_PRESETS: Readonly<Record<string, readonly VariableMeasureRule[]>> = {
  de: [
    ...rules(['22', '23'], VERIFIED_FIVE, 'price', 2),
    ...rules(['25', '26'], VERIFIED_FIVE, 'count', 0),
    ...rules(['28', '29'], VERIFIED_FIVE, 'weight', 3),
  ],
  gb: rules(['20'], VERIFIED_FOUR, 'price', 2),
  dk: [
    ...rules(['21', '22', '23', '24'], PLAIN_SIX, 'price', 2),
    ...rules(['26', '28'], PLAIN_SIX, 'weight', 3),
    ...rules(['27'], PLAIN_FIVE, 'weight', 3),
  ],
  se: SCALES_AND_PRICES,
  no: SCALES_AND_PRICES,
  fi: SCALES,
  ee: SCALES,
  lv: SCALES,
  lt: SCALES,
  us: rules(['02'], VERIFIED_FOUR, 'price', 2),
}

function rules(
  prefixes: readonly string[],
  layout: string,
  kind: VariableMeasureRule['kind'],
  decimals: number,
): readonly VariableMeasureRule[] {
  return prefixes.map((prefix) => ({ prefix, layout, kind, decimals }))
}
