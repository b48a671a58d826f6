/** How long the till may look for what is near an order: meanwhile it can do nothing else. */
const NEAR_MS_MAX = 40

/** Begins to look; answers whether it has taken long enough. */
export function nearLimit(): () => boolean {
  const began = performance.now()
  return () => performance.now() - began > NEAR_MS_MAX
}
