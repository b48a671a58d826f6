import { describe, expect, test } from 'vitest'
import type { DeviceView, ServiceView } from '../../../shared/ipc/contract'
import { networkChip, petzChip, printerChip, promotionsChip, scannerChip } from './chips'

function device(more: Partial<DeviceView>): DeviceView {
  const ready = { kind: 'scanner', status: 'ready', code: null } as const
  return { id: 'd', name: '', connection: '', since: 0, details: {}, ...ready, ...more }
}

function service(
  name: ServiceView['service'],
  status: ServiceView['status'] = 'ready',
): ServiceView {
  return { service: name, status, since: 0, lastAnswerMs: null, code: null }
}

describe('device chips', () => {
  test('one scanner that is ready is enough', () => {
    expect(scannerChip([device({ status: 'failed' }), device({})])).toEqual({
      state: 'ready',
      label: 'Scanner',
      name: 'Scanner, ready',
    })
  })

  test('a keyboard scanner does not hide that the wired one is away', () => {
    const keyboard = device({ id: 'keyboard-0' })
    expect(scannerChip([device({ status: 'failed' }), keyboard]).state).toBe('failed')
    expect(scannerChip([keyboard]).state).toBe('ready')
  })

  test('a scanner that comes back is amber, one that is gone is red, none set up is plain', () => {
    expect(scannerChip([device({ status: 'opening' })]).state).toBe('attention')
    expect(scannerChip([device({ status: 'failed' })]).label).toBe('Scanner missing')
    expect(scannerChip([]).state).toBe('plain')
  })

  test.each(['garbled', 'unknown-layout', 'wrong-mode'])(
    'a scanner nobody understands (%s) wants setting up, unless another one reads',
    (code) => {
      const strange = device({ code })
      expect(scannerChip([strange])).toMatchObject({
        state: 'attention',
        label: 'Scanner needs set-up',
      })
      expect(scannerChip([strange, device({})]).state).toBe('ready')
    },
  )

  test('the printer says its condition before its state', () => {
    const printer = device({ kind: 'printer', code: 'paper-low' })
    expect(printerChip([printer])).toMatchObject({ state: 'attention', label: 'Paper low' })
    const out = device({ kind: 'printer', status: 'failed', code: 'paper-out' })
    expect(printerChip([out])).toMatchObject({ state: 'failed', label: 'Paper out' })
    const silent = device({ kind: 'printer', status: 'failed', code: 'no-answer' })
    expect(printerChip([silent]).label).toBe('Printer not answering')
  })
})

describe('service chips', () => {
  test('a service that is away is amber, one that refuses us is red', () => {
    expect(promotionsChip([service('promotions', 'not-answering')]).state).toBe('attention')
    expect(promotionsChip([service('promotions', 'misconfigured')]).label).toBe(
      'Promotions refused the key',
    )
    expect(petzChip([service('coupons', 'not-answering')]).label).toBe('PETZ not answering')
  })

  test('without a line everything is slate and keeps its short word', () => {
    const services = [service('promotions'), service('network', 'not-answering')]
    expect(promotionsChip(services)).toMatchObject({ state: 'offline', label: 'Promotions' })
    expect(networkChip(services)).toMatchObject({ state: 'offline', label: 'Offline' })
  })
})
