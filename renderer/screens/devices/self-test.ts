import type { DeviceView } from '../../../shared/ipc/contract'

/** What one step of the self-test looks at. */
export type TestKind = 'scan' | 'print' | 'drawer' | 'display'

/** One step: a thing to try with one device. */
export type TestStep = { readonly kind: TestKind; readonly device: DeviceView }

/** How a step ended: with what was seen when it passed, with why when it did not. */
export type TestResult =
  | { readonly status: 'pass'; readonly seen: string | null }
  | { readonly status: 'fail'; readonly code: string | null }
  | { readonly status: 'skipped' }

/** A self-test under way: results by step, in order; the next step is the first without one. */
export type SelfTest = {
  readonly steps: readonly TestStep[]
  readonly results: readonly TestResult[]
}

/** Plans the steps for the devices there are: every scanner, every printer with its drawer, every display. */
export function planSelfTest(devices: readonly DeviceView[]): SelfTest {
  const steps = devices.flatMap((device): readonly TestStep[] => {
    if (device.kind === 'scanner') return [{ kind: 'scan', device }]
    if (device.kind === 'display') return [{ kind: 'display', device }]
    const print: TestStep = { kind: 'print', device }
    return device.details['drawer'] === 'yes' ? [print, { kind: 'drawer', device }] : [print]
  })
  return { steps, results: [] }
}

/** The step to do now; null when all have ended. */
export function presentStep(test: SelfTest): TestStep | null {
  return test.steps[test.results.length] ?? null
}

/** Ends the present step. Nothing changes when all have ended. */
export function endStep(test: SelfTest, result: TestResult): SelfTest {
  if (presentStep(test) === null) return test
  return { ...test, results: [...test.results, result] }
}

/**
 * Why a step failed: what the device itself says of its state now, since that names the remedy, else what
 * the attempt answered.
 */
export function failureOf(device: DeviceView, code: string | null): TestResult {
  return { status: 'fail', code: device.code ?? code }
}

/**
 * Which level of the drawer's switch means open, from its levels before the pulse and after somebody saw it
 * open; null when the switch did not move or cannot be read.
 */
export function openLevelOf(before: string | undefined, after: string | undefined): string | null {
  const isLevel = after === 'high' || after === 'low'
  return isLevel && before !== after && before !== 'unknown' ? after : null
}

/** How many steps passed and how many failed. */
export function countOf(test: SelfTest): { readonly passed: number; readonly failed: number } {
  const passed = test.results.filter((one) => one.status === 'pass').length
  const failed = test.results.filter((one) => one.status === 'fail').length
  return { passed, failed }
}
