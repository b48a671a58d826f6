/** A protection taken away on purpose, and the test that must notice: the proof that a test can fail. */
export type Red = {
  /** The fault (`P1`, `C13` …) or the sabotage (`S1` …) it belongs to. */
  readonly id: string
  /** What is taken away, in words. */
  readonly without: string
  /** The file of the source that is changed, from the root of the checkout. */
  readonly file: string
  /** Stands exactly once in the file … */
  readonly from: string
  /** … and becomes this. What comes of it must still compile into running code. */
  readonly to: string
  /** Taken away together with it, where one protection stands behind another. */
  readonly and?: readonly { readonly file: string; readonly from: string; readonly to: string }[]
  /** The test file that must fail, `*.test.ts` for vitest or `*.spec.ts` for Playwright. */
  readonly test: string
  /** Which test of it: a part of its title, as `-t` and `--grep` take it (no characters special to patterns). */
  readonly title: string
}
