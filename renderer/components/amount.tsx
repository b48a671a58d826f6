import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { classes } from './classes'

/** Steps of the type scale for single figures, largest first. */
const STEPS = ['change', 'due', 'total', 'small'] as const

/** A step of the type scale for single figures. */
export type AmountStep = (typeof STEPS)[number]

type AmountProps = {
  /** The finished figure, currency sign and all. */
  readonly text: string
  readonly step: AmountStep
  /** How it is said aloud, where the figure alone would be misread. */
  readonly spoken?: string
  readonly className?: string
}

/**
 * The one big figure. Too wide for its place, it steps down one size of the scale, and again if need be;
 * it is never cut and never wraps. It is measured only when its length changes: digits are all as wide.
 */
export function Amount(props: AmountProps): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const { text, step } = props
  const length = text.length
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return undefined
    fit(element, step)
    const refit = (): void => fit(element, step)
    window.addEventListener('resize', refit)
    return () => window.removeEventListener('resize', refit)
  }, [length, step])
  return (
    <div ref={box} className={classes('amount', 'num', props.className)} data-step={step}>
      {props.spoken === undefined ? (
        text
      ) : (
        <>
          <span aria-hidden="true">{text}</span>
          <span className="spoken">{props.spoken}</span>
        </>
      )}
    </div>
  )
}

function fit(element: HTMLElement, largest: AmountStep): void {
  for (const step of STEPS.slice(STEPS.indexOf(largest))) {
    element.dataset['step'] = step
    if (element.scrollWidth <= element.clientWidth) return
  }
}
