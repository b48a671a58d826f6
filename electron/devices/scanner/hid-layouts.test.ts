import { describe, expect, it } from 'vitest'
import { hidLayout, isScannerMaker, parseHidFamily } from './hid-layouts'
import honeywell from '../../../assets/scanners/honeywell.json'

describe('the table of layouts', () => {
  it.each([
    ['0c2e', '0b6a', 'Honeywell and Hand Held Products'],
    ['0536', '01c7', 'Honeywell and Hand Held Products'],
    ['1eab', '0d10', 'Newland'],
  ])('%s:%s is a %s', (vendorId, productId, name) => {
    expect(hidLayout({ vendorId, productId })?.name).toBe(name)
  })

  it.each([
    ['Zebra', '05e0'],
    ['Datalogic', '05f9'],
    ['Intermec', '067e'],
    ['nobody known', 'ffff'],
  ])('the layout of %s is not guessed', (_, vendorId) => {
    expect(hidLayout({ vendorId, productId: '1300' })).toBe(null)
  })

  it('a keyboard of a scanner maker is told from another keyboard', () => {
    expect(['05e0', '0c2e', '05f9', '1eab', '067e'].every(isScannerMaker)).toBe(true)
    expect(isScannerMaker('046d')).toBe(false)
  })

  it('a file with a place outside the report is refused', () => {
    const report = { ...honeywell.report, data: 64 }
    expect(() => parseHidFamily({ ...honeywell, report })).toThrow()
    expect(() => parseHidFamily({ ...honeywell, devices: [{ vendorId: '0C2E' }] })).toThrow()
  })
})
