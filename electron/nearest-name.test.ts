import { expect, test } from 'vitest'
import { nearestName } from './nearest-name'

const NAMES = ['timeoutMs', 'url', 'apiKey', 'barcodePattern', 'currency']

test.each([
  ['timeoutMS', 'timeoutMs'],
  ['timeout-ms', 'timeoutMs'],
  ['tiemoutMs', 'timeoutMs'],
  ['curency', 'currency'],
  ['api', null],
  ['ulr', 'url'],
  ['uri', 'url'],
  ['xyz', null],
  ['', null],
])('“%s” probably meant %s', (typed, name) => {
  expect(nearestName(typed, NAMES)).toBe(name)
})
