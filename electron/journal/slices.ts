/** How long one slice of long work may keep everything else waiting. */
export const SLICE_MS = 20

/**
 * Does long work in small steps and lets the till answer in between.
 * @param step  answers false when there is nothing left; takes milliseconds, not more
 */
export async function inSlices(step: () => boolean): Promise<void> {
  let since = performance.now()
  while (step()) {
    if (performance.now() - since < SLICE_MS) continue
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
    since = performance.now()
  }
}
