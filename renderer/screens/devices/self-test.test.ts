import { expect, test } from 'vitest'
import type { DeviceView } from '../../../shared/ipc/contract'
import { countOf, endStep, failureOf, openLevelOf, planSelfTest, presentStep } from './self-test'

test('every device has its step, and a drawer follows the printer it hangs on', () => {
  const { steps } = planSelfTest([
    device('scanner', 'scanner-0'),
    device('printer', 'printer', { drawer: 'yes' }),
    device('printer', 'spare-printer', { drawer: 'no' }),
    device('display', 'pole'),
  ])
  expect(steps.map((step) => `${step.kind} ${step.device.id}`)).toEqual([
    'scan scanner-0',
    'print printer',
    'drawer printer',
    'print spare-printer',
    'display pole',
  ])
})

test('steps are done one after the other, and nothing follows the last', () => {
  const begun = planSelfTest([device('scanner', 'scanner-0'), device('display', 'pole')])
  const second = endStep(begun, { status: 'pass', seen: 'read 4006381333931' })
  expect(presentStep(second)?.kind).toBe('display')
  const over = endStep(second, { status: 'fail', code: null })
  expect(presentStep(over)).toBeNull()
  expect(endStep(over, { status: 'skipped' })).toBe(over)
  expect(countOf(over)).toEqual({ passed: 1, failed: 1 })
})

test.each([
  ['low', 'high', 'high'],
  ['high', 'low', 'low'],
  ['high', 'high', null],
  ['unknown', 'high', null],
  ['low', 'unknown', null],
  [undefined, undefined, null],
])('a switch that goes from %s to %s means open by %s', (before, after, level) => {
  expect(openLevelOf(before, after)).toBe(level)
})

test('without any device there is nothing to do', () => {
  expect(presentStep(planSelfTest([]))).toBeNull()
})

test('a failure names what the device says now before what the attempt answered', () => {
  const out = { ...device('printer', 'printer'), code: 'paper-out' }
  expect(failureOf(out, 'no-answer')).toEqual({ status: 'fail', code: 'paper-out' })
  expect(failureOf(device('printer', 'printer'), 'no-answer')).toEqual({
    status: 'fail',
    code: 'no-answer',
  })
})

function device(
  kind: DeviceView['kind'],
  id: string,
  details: Readonly<Record<string, string>> = {},
): DeviceView {
  const rest = { name: id, connection: 'Serial', status: 'ready', code: null } as const
  return { id, kind, ...rest, since: 0, details }
}
