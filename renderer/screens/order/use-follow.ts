import { useLayoutEffect, useRef, useState } from 'react'

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
export function useFollow(scroller: HTMLElement | null): Follow {
  const [away, setAway] = useState(false)
  const [asked, setAsked] = useState(0)
  const byHand = useRef(false)
  useLayoutEffect(() => {
    if (scroller === null) return undefined
    // Only the cashier's own scrolling counts, not the list's.
    const hand = (event: Event): void => {
      if (event instanceof KeyboardEvent && !event.key.startsWith('Page')) return
      byHand.current = true
    }
    const scrolled = (): void => {
      const rest = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop
      if (rest < NEAR_PX) setAway(false)
      else if (byHand.current) setAway(true)
      byHand.current = false
    }
    const hands = ['wheel', 'touchmove', 'keydown'] as const
    for (const name of hands) scroller.addEventListener(name, hand, { passive: true })
    scroller.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      for (const name of hands) scroller.removeEventListener(name, hand)
      scroller.removeEventListener('scroll', scrolled)
    }
  }, [scroller])
  const toNewest = (): void => {
    setAway(false)
    setAsked((count) => count + 1)
  }
  return { away, asked, toNewest }
}
