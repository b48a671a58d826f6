import { describe, expect, it } from 'vitest'
import { isOurs } from './origin'

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
