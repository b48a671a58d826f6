import { describe, expect, it } from 'vitest'
import { decodeEuroCoupon } from './coupon-euro'
import { globalCouponIn } from './coupon-gcn'
import { decodeNorthAmericanCoupon, type CouponPurchase } from './coupon-na'
import { decodePositiveFileCoupon } from './coupon-positive-file'
import { decodeUpcCoupon, isInFamily } from './coupon-upc'
import { parseGs1 } from './gs1'
import { hasValidCheckDigit, withCheckDigit } from './gtin'
import { couponInDigits, couponInElements } from './paper-coupon'

const PLAIN = {
  type: 'north-american',
  expires: null,
  starts: null,
  serial: null,
  retailer: null,
  saving: 'amount',
  appliesTo: 0,
  storeFlag: 0,
  mayMultiply: true,
} as const

function pieces(requirement: number, family: string, company: string): CouponPurchase {
  return { requirement, unit: 'pieces', family, company }
}

const OWN = '0614141'

describe('a North American coupon', () => {
  it.each([
    [
      '10614141011111275110111',
      {
        ...PLAIN,
        funder: OWN,
        offer: '011111',
        saveValue: 75,
        purchases: [pieces(1, '111', OWN)],
        rule: null,
      },
    ],
    [
      '106141410222223100110222111101231023456721104561045678991201',
      {
        ...PLAIN,
        funder: OWN,
        offer: '022222',
        saveValue: 100,
        purchases: [
          pieces(1, '222', OWN),
          pieces(1, '123', '0234567'),
          pieces(1, '456', '0456789'),
        ],
        rule: 'all',
        saving: 'one-free',
        appliesTo: 2,
        mayMultiply: false,
      },
    ],
    [
      '1061414165432131501101201211014092110256100126663101231',
      {
        ...PLAIN,
        funder: OWN,
        offer: '654321',
        saveValue: 150,
        purchases: [pieces(1, '120', OWN), pieces(1, '140', OWN), pieces(1, '256', '0012666')],
        rule: 'first-and-another',
        expires: '101231',
      },
    ],
    [
      '106141410012342501106501013085093101231',
      {
        ...PLAIN,
        funder: OWN,
        offer: '001234',
        saveValue: 50,
        purchases: [pieces(1, '650', OWN), pieces(3, '850', OWN)],
        rule: 'any',
        expires: '101231',
      },
    ],
    [
      '106141410012471011076011110850921108609310123191000',
      {
        ...PLAIN,
        funder: OWN,
        offer: '001247',
        saveValue: 0,
        purchases: [pieces(1, '760', OWN), pieces(1, '850', OWN), pieces(1, '860', OWN)],
        rule: 'all',
        expires: '101231',
        saving: 'one-free',
      },
    ],
    [
      '106141411234562891101201212085010048000214025610048000310123191000',
      {
        ...PLAIN,
        funder: OWN,
        offer: '123456',
        saveValue: 89,
        purchases: [
          pieces(1, '120', OWN),
          pieces(2, '850', '0048000'),
          pieces(4, '256', '0048000'),
        ],
        rule: 'first-and-another',
        expires: '101231',
        saving: 'one-free',
      },
    ],
    [
      '1061414154321031501101201211014092110256100126663101231',
      {
        ...PLAIN,
        funder: OWN,
        offer: '543210',
        saveValue: 150,
        purchases: [pieces(1, '120', OWN), pieces(1, '140', OWN), pieces(1, '256', '0012666')],
        rule: 'first-and-another',
        expires: '101231',
      },
    ],
    [
      '106141416543213500110000310123196000',
      {
        ...PLAIN,
        funder: OWN,
        offer: '654321',
        saveValue: 500,
        purchases: [pieces(1, '000', OWN)],
        rule: null,
        expires: '101231',
        saving: 'amount-off-order',
      },
    ],
    [
      '1061414165432132501101203140131',
      {
        ...PLAIN,
        funder: OWN,
        offer: '654321',
        saveValue: 250,
        purchases: [pieces(1, '120', OWN)],
        rule: null,
        expires: '140131',
      },
    ],
  ])('%s is read field by field', (digits, expected) => {
    expect(decodeNorthAmericanCoupon(digits)).toEqual(expected)
  })

  const BEGINNING = '012345612345611110123'

  it('names a retailer by 7 to 13 digits', () => {
    expect(decodeNorthAmericanCoupon(`${BEGINNING}611234567`)?.retailer).toBe('1234567')
    expect(decodeNorthAmericanCoupon(`${BEGINNING}671234567890123`)?.retailer).toBe('1234567890123')
  })

  it('has a serial number, a beginning and an end', () => {
    expect(decodeNorthAmericanCoupon(`${BEGINNING}3101231410110150123456`)).toMatchObject({
      expires: '101231',
      starts: '101101',
      serial: '123456',
    })
  })

  it.each<[string, string]>([
    ['a retailer of unknown length', `${BEGINNING}6812345678901234`],
    ['a retailer of no length', `${BEGINNING}60123456`],
    ...['3', '4', '7', '8', '9'].map((code): [string, string] => [
      `save value code ${code}`,
      `${BEGINNING}9${code}000`,
    ]),
    ['a fourth item to apply to', `${BEGINNING}90300`],
    ['a do-not-multiply flag of 2', `${BEGINNING}90002`],
    ['one digit too many', `${BEGINNING}900000`],
    ['one digit too few', `${BEGINNING}9000`],
    ['a start after its end', `${BEGINNING}31012304101231`],
    ['a day that does not exist', `${BEGINNING}3100231`],
    ['a day 00', `${BEGINNING}3101200`],
    ['fields out of order', `${BEGINNING}41011013101231`],
    ['a field twice', `${BEGINNING}31012313101231`],
    ['additional rule 4', `${BEGINNING}141101239`],
    ['a requirement code of 5', '012345612345611115123'],
    ['a prefix of unknown length', '7061414101111127511011'],
    ['a save value of no length', '01234561234560110123'],
    ['letters', '1061414101111127511011A'],
    ['nothing', ''],
    ['more than 70 digits', `${BEGINNING}${'0'.repeat(60)}`],
  ])('is refused with %s', (_, digits) => {
    expect(decodeNorthAmericanCoupon(digits)).toBeNull()
  })
})

describe('a coupon of the positive offer file', () => {
  it.each([
    ['0112345679999990666666', 0, '1234567', '999999', '666666'],
    ['001234561234560123456', 0, '123456', '123456', '123456'],
    ['061234567890121234569123456789012345', 0, '123456789012', '123456', '123456789012345'],
    ['101234561234560123456', 1, '123456', '123456', '123456'],
  ])('%s has its funder, offer and serial number', (text, ...fields) => {
    const [format, funder, offer, serial] = fields
    expect(decodePositiveFileCoupon(text)).toEqual({
      type: 'positive-file',
      format,
      funder,
      offer,
      serial,
    })
  })

  it.each([
    ...['2', '3', '4', '5', '6', '7', '8', '9'].map((format) => `${format}01234561234560123456`),
    '071234567890123123456012345',
    '0812345678901231234560123456',
    '0912345678901231234560123456',
    '0012345612345601234567',
    '00123456123456012345',
    '8475839285610003748593748596',
    'ABCZT084',
    '',
  ])('%j goes to the clearing service as it is', (text) => {
    expect(decodePositiveFileCoupon(text)).toEqual({ type: 'positive-file-opaque', text })
  })
})

describe('an old UPC coupon', () => {
  it('has a maker, a family and a value', () => {
    expect(decodeUpcCoupon('514141100906')).toEqual({
      type: 'upc',
      inStore: false,
      manufacturer: '14141',
      family: { code: '100', begins: '1' },
      value: { kind: 'table', code: '90' },
    })
  })

  it('is the same as EAN-13', () => {
    expect(decodeUpcCoupon('0514141100906')).toEqual(decodeUpcCoupon('514141100906'))
  })

  it('is the store’s own behind 99', () => {
    expect(decodeUpcCoupon(withCheckDigit('991414110076'))).toMatchObject({
      inStore: true,
      manufacturer: '14141',
      value: { kind: 'amount', cents: 100 },
    })
  })

  it.each([
    ['00', { kind: 'cashier-decides' }],
    ['01', { kind: 'free' }],
    ['76', { kind: 'amount', cents: 100 }],
    ['55', { kind: 'table', code: '55' }],
  ])('with the value %s is worth %j', (value, worth) => {
    expect(decodeUpcCoupon(withCheckDigit(`514141100${value}`))?.value).toEqual(worth)
  })

  it.each([
    ['000', '457', true],
    ['400', '457', true],
    ['450', '457', true],
    ['457', '457', true],
    ['992', '457', true],
    ['500', '457', false],
    ['460', '457', false],
    ['458', '457', false],
  ])('of the family %s means articles of %s: %s', (code, family, isMeant) => {
    const coupon = decodeUpcCoupon(withCheckDigit(`514141${code}00`))
    expect(coupon && isInFamily(coupon.family, family)).toBe(isMeant)
  })

  it.each(['514141100907', '036000291452', '4006381333931', '', '51414110090'])(
    'is not %j',
    (digits) => {
      expect(decodeUpcCoupon(digits)).toBeNull()
    },
  )
})

describe('a euro coupon', () => {
  it.each([
    ['9813765030011', '9813765', '03', 10],
    ['9828508010106', '9828508', '01', 10],
    [withCheckDigit('982850801999'), '9828508', '01', 999],
    [withCheckDigit('981850801999'), '9818508', '01', 9990],
    [withCheckDigit('982850801000'), '9828508', '01', null],
  ])('%s is of issuer %s, promotion %s: %s cents', (digits, issuer, promotion, cents) => {
    expect(hasValidCheckDigit(digits)).toBe(true)
    expect(decodeEuroCoupon(digits)).toEqual({ type: 'euro', issuer, promotion, cents })
  })

  it.each(['9813765030012', '9803765030014', '', '98137650300'])('is not %j', (digits) => {
    expect(decodeEuroCoupon(digits)).toBeNull()
  })
})

describe('a coupon with a Global Coupon Number', () => {
  const NUMBER = withCheckDigit('950600013437')

  it.each([
    [`255${NUMBER}`, null, null],
    [`255${NUMBER}000123`, '000123', null],
    [`255${NUMBER}\x1d3902050`, null, { kind: 'amount', value: 50, decimals: 2 }],
    [`255${NUMBER}\x1d3900000`, null, { kind: 'gift' }],
    [`255${NUMBER}\x1d39410155`, null, { kind: 'percent', value: 155, decimals: 1 }],
    [`255${NUMBER}\x1d81110500`, null, { kind: 'points', value: 500 }],
  ])('%j has the serial number %s and is worth %j', (message, serial, worth) => {
    const parsed = parseGs1(message)
    expect(parsed.ok && globalCouponIn(parsed.value)).toEqual({
      type: 'global',
      number: NUMBER,
      serial,
      worth,
    })
  })

  it('with a wrong check digit is no message', () => {
    expect(parseGs1('2559506000134370').ok).toBe(false)
  })
})

it.each(['983', '984'])('a coupon beginning %s is known as one and no more', (beginning) => {
  const digits = withCheckDigit(`${beginning}123456789`)
  expect(couponInDigits(digits)).toEqual({ type: 'national', digits })
})

it('a message that says it is a coupon and cannot be read is wrong', () => {
  expect(couponInElements([{ ai: '8110', value: '123' }])).toBe('wrong')
  expect(couponInElements([{ ai: '10', value: '123' }])).toBeNull()
})
