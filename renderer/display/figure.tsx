import type { ReactNode } from 'react'

/** Longest text that fits each size, largest size first; the style sheet has the sizes. */
const LENGTHS: readonly (readonly [size: string, length: number])[] = [
  ['full', 7],
  ['long', 9],
  ['longer', 11],
]

type FigureProps = { readonly text: string; readonly spoken: string }

/** The one big figure. A long amount is written smaller; it is never cut and never wraps. */
export function Figure({ text, spoken }: FigureProps): ReactNode {
  const size = LENGTHS.find(([, length]) => text.length <= length)?.[0] ?? 'longest'
  return (
    <p className="figure num" data-size={size} role="status">
      <span aria-hidden="true">{text}</span>
      <span className="spoken">{spoken}</span>
    </p>
  )
}
