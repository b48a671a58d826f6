/*
 * What a page that is not ours, or ours gone bad, may try. Nothing in these tables may ever work.
 */

/** Where a page may try to go, or what it may try to open. */
export const ADDRESSES: readonly string[] = [
  'https://example.test/',
  'https://example.test:8443/till',
  'http://example.test/',
  'http://127.0.0.1:4510/promotion',
  'http://localhost/',
  'http://[::1]/',
  'http://169.254.169.254/latest/meta-data/',
  'https://till/',
  'http://till/',
  'https://till.evil/',
  'https://ok.com.evil/',
  'https://till@evil.test/',
  'https://app:till@evil.test/',
  'HTTPS://EXAMPLE.TEST/',
  'https://xn--tll-qqa.test/',
  'https://t\u0456ll.test/',
  'https://\uff54\uff49\uff4c\uff4c.test/',
  'https:example.test',
  '//example.test/',
  '\\\\example.test\\share',
  'app://till.evil/',
  'app://till.test/index.html',
  'app://evil/till',
  'app://evil:till@evil/',
  'APP://TILLS/',
  'apps://till/',
  'file:///etc/passwd',
  'file://till/index.html',
  'FILE:///etc/hosts',
  'ftp://example.test/',
  'ws://example.test/',
  'data:text/html,<h1>till</h1>',
  'data:text/html;base64,PGgxPnRpbGw8L2gxPg==',
  'blob:app://till/0b0f9a36-0f1d-4dc5-9a6e-000000000000',
  'filesystem:app://till/temporary/x.html',
  'javascript:document.body.textContent="gone"',
  'JaVaScRiPt:document.body.textContent="gone"',
  'view-source:app://till/',
  'chrome://gpu/',
  'devtools://devtools/bundled/inspector.html',
  'mailto:till@example.test',
  'tel:+12065550142',
]

const TARGETS = [
  'package.json',
  'electron/main.cjs',
  'electron/preload.cjs',
  'settings.json',
  'etc/passwd',
]

const CLIMBS = [
  '../',
  '../../../../../../',
  '..%2f',
  '..%2F..%2F',
  '%2e%2e/',
  '%2e%2e%2f%2e%2e%2f',
  '..%5c..%5c',
  '..\\..\\',
  '%252e%252e%252f',
  '%00/../',
  '....//',
  '//',
  'assets/..%2f../',
]

/** Paths by which a page may try to climb out of its folder. */
export const TRAVERSALS: readonly string[] = CLIMBS.flatMap((climb) =>
  TARGETS.map((target) => `app://till/${climb}${target}`),
)

/** Permissions by the names that pages know them by. */
export const PERMISSIONS: readonly string[] = [
  'accelerometer',
  'accessibility-events',
  'ambient-light-sensor',
  'background-fetch',
  'background-sync',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'geolocation',
  'gyroscope',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'nfc',
  'notifications',
  'payment-handler',
  'periodic-background-sync',
  'persistent-storage',
  'push',
  'screen-wake-lock',
  'storage-access',
  'window-management',
]

/** Pages that hold our preload and are not the terminal's window. */
export const STRANGERS: readonly string[] = [
  'data:text/html,<h1>till</h1>',
  'about:blank',
  'https://example.test/',
  'https://till/',
  'http://till/',
  'app://till.evil/',
  'app://evil/till',
  'app://tills/',
]
