import { useEffect, useState } from 'react'

/** Whether this much time has passed since the part came on screen, or since `since` last changed. */
export function useLater(delayMs: number, since: string): boolean {
  const [passed, setPassed] = useState<string | null>(null)
  useEffect(() => {
    const timer = window.setTimeout(() => setPassed(since), delayMs)
    return () => window.clearTimeout(timer)
  }, [delayMs, since])
  return passed === since
}
