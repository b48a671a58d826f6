/**
 * The sentences of our log lines, word for word. One that is not here stays at home, for nobody has looked
 * whether it is constant; log-sentences.test.ts names the ones that are missing.
 */
export const LOG_SENTENCES: ReadonlySet<string> = new Set([
  'A call was turned away',
  'A scan could not be read',
  'Bug',
  'Closed',
  'Denied',
  'Not started',
  'Promotions: no usable answer',
  'Promotions: odd answer',
  'Started',
  'The catalog cannot be read',
  'The catalog is loaded',
  "The customer's window is opened again",
  'The device process was replaced',
  'The screen could not be drawn',
  'The window is loaded again',
  'The window is shown',
  'What was found in the journal',
  'the coupon service did not say yes',
  'the coupon service gave an unusable answer',
  'the coupon service refused this register',
  'the coupon service said yes',
])
