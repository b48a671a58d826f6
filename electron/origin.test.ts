import { describe, expect, it } from 'vitest'
import { CUSTOMER_ADDRESS, isCustomers, isOurs, START_ADDRESS } from './origin'

describe('our origin', () => {
  it.each(['app://till/', 'app://till', 'app://till/main.js?x#y', 'APP://till/'])(
    'is %s',
    (address) => {
      expect(isOurs(address)).toBe(true)
    },
  )

  it.each([
    '',
    'till',
    'about:blank',
    'app:till',
    'app:/till/',
    'app:///till/',
    'app://',
    'app://evil/',
    'app://till.evil/',
    'app://evil.till/',
    'app://till:80/',
    'app://till@evil/',
    'app://user@till/',
    'app://user:word@till/',
    'app://till\\@evil/',
    'app://till%2eevil/',
    'app://TILL/',
    'app://tıll/',
    'app://xn--tll-qpa/',
    'apps://till/',
    'app2://till/',
    'http://till/',
    'https://till/',
    'https://till.com.evil/',
    'https://app//till/',
    'ws://till/',
    'ftp://till/',
    'file:///till/',
    'file://till/index.html',
    'blob:app://till/4d2c',
    'data:text/html,<p>till',
    'javascript:alert(1)',
    'javascript://till/%0aalert(1)',
    'view-source:app://till/',
    'filesystem:app://till/',
    'devtools://devtools/bundled/inspector.html',
    'chrome://settings/',
    'chrome-extension://till/',
    'vbscript:till',
    ' https://till/ ',
    '//till/',
  ])('is not %s', (address) => {
    expect(isOurs(address)).toBe(false)
  })
})

describe("the customer's window", () => {
  it('has an origin of its own, which is not ours to answer', () => {
    expect(isCustomers(CUSTOMER_ADDRESS)).toBe(true)
    expect(isOurs(CUSTOMER_ADDRESS)).toBe(false)
    expect(isCustomers(START_ADDRESS)).toBe(false)
  })

  it.each(['app://customer.evil/', 'app://user@customer/', 'https://customer/', ''])(
    'is not %s',
    (address) => {
      expect(isCustomers(address)).toBe(false)
    },
  )
})
