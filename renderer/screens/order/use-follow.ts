import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** Whether the list of lines follows the newest one. */
type Follow = {
  /** The cashier has scrolled up: the list stays where it is. */
  readonly away: boolean
  /** Grows each time the newest line is asked for. */
  readonly asked: number
  readonly toNewest: () => void
}

/** Closer to the end than this is at the end. */
const NEAR_PX = 30

/** The list follows the newest line until the cashier scrolls up, and again from its end on. */
export function useFollow(scroller: RefObject<HTMLElement | null>): Follow {
  const [away, setAway] = useState(false)
  const [asked, setAsked] = useState(0)
  const byHand = useRef(false)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    // Only the cashier's own scrolling counts, not the list's.
    const hand = (event: Event): void => {
      if (event instanceof KeyboardEvent && !event.key.startsWith('Page')) return
      byHand.current = true
    }
    const scrolled = (): void => {
      const rest = element.scrollHeight - element.clientHeight - element.scrollTop
      if (rest < NEAR_PX) setAway(false)
      else if (byHand.current) setAway(true)
      byHand.current = false
    }
    const hands = ['wheel', 'touchmove', 'keydown'] as const
    for (const name of hands) element.addEventListener(name, hand, { passive: true })
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      for (const name of hands) element.removeEventListener(name, hand)
      element.removeEventListener('scroll', scrolled)
    }
  }, [scroller])
  const toNewest = (): void => {
    setAway(false)
    setAsked((count) => count + 1)
  }
  return { away, asked, toNewest }
}
