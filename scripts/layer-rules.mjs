/*
 * Who may import whom (docs/architecture.md has the picture). A file belongs to the first room whose pattern
 * fits. It may import files of the checkout that fit `files`, types only from those that fit `types`, and
 * packages named in `packages` ('node' stands for what Node.js brings). Type imports count.
 * `$1` in `files` is what the first group of the room's pattern caught.
 */
const SHARED = '^shared/'
const WINDOW_PACKAGES = ['react', 'react-dom', 'zustand', 'lucide-react']
const PORTS = '^electron/(journal|catalog|devices|providers)/'

/** Tests stand beside what they test and may import what that may, fakes and fixtures, and these. */
export const TEST_PACKAGES = ['vitest', 'fast-check', 'node', 'react', 'react-dom', 'zod']

/** Tests of the main process meet the outside world there; fixtures are shared within a room. */
export const TEST_FILES = [
  { from: '^electron/', files: ['^sandbox/', '^electron/.*(fixtures|testing)'] },
  { from: '^renderer/', files: ['^renderer/.*(fixtures|testing)'] },
]

export const ROOMS = [
  {
    room: 'shared',
    from: SHARED,
    files: [SHARED],
    packages: ['zod'],
    because: 'the domain knows neither the window nor the main process',
  },
  {
    room: 'the composition root',
    from: '^electron/(main|keeping|wallet-desk|terminal|services|handle-calls|device-acts|support-desk|support-ports)\\.ts$',
    files: [SHARED, '^electron/(?!preload|customer-preload)'],
    packages: ['electron', 'node'],
    because: 'it puts the parts of electron/ together',
  },
  {
    room: 'electron/preload.ts',
    from: '^electron/(customer-)?preload\\.ts$',
    files: ['^shared/ipc/'],
    packages: ['electron'],
    because: 'it maps names and nothing more',
  },
  {
    room: 'electron/till',
    from: '^electron/till/',
    files: [SHARED, '^electron/till/'],
    types: [PORTS],
    packages: ['node'],
    because: 'the loop knows the ports of journal, devices and providers, not what is behind them',
  },
  {
    room: 'electron/journal',
    from: '^electron/journal/',
    files: [SHARED, '^electron/journal/'],
    packages: ['node', 'libsql'],
    because: 'the journal knows the disk and the domain',
  },
  {
    room: 'electron/catalog',
    from: '^electron/catalog/',
    files: [SHARED, '^electron/catalog/', '^electron/journal/'],
    packages: ['node', 'csv-parse', 'iconv-lite', 'yaml'],
    because: 'the catalog is a table beside the journal',
  },
  {
    room: 'a codec',
    from: '^electron/devices/.*(codecs?/|codec\\.ts$)',
    files: [SHARED, '^electron/devices/.*codecs?/', '^electron/devices/.*codec(\\.ts)?$'],
    packages: [],
    because: 'a codec is pure: bytes in, values out',
  },
  {
    room: 'electron/devices/wire',
    from: '^electron/devices/wire/',
    files: [SHARED, '^electron/devices/wire/', '^electron/devices/clock\\.ts$'],
    packages: ['node', 'serialport', 'node-hid'],
    because: 'a wire moves bytes and knows no device',
  },
  {
    room: 'electron/devices',
    from: '^electron/devices/',
    files: [SHARED, '^electron/devices/', '^assets/'],
    packages: [
      'node',
      'electron',
      'iconv-lite',
      'uqr',
      'pngjs',
      'zod',
      '@point-of-sale/receipt-printer-encoder',
      'receiptline',
    ],
    because: 'devices live in a process of their own and know wires, codecs and the domain',
  },
  {
    room: 'a mapping module',
    from: '^electron/providers/.*/wire[^/]*(/.*)?\\.ts$',
    files: [
      SHARED,
      '^electron/providers/[^/]+\\.ts$',
      '^electron/providers/.*/wire[^/]*(/.*)?\\.ts$',
    ],
    types: ['^electron/providers/.*/port\\.ts$'],
    packages: ['node', 'zod'],
    because: 'the sandbox uses it too',
  },
  {
    room: 'electron/providers',
    from: '^electron/providers/',
    files: [SHARED, '^electron/providers/'],
    packages: ['node', 'zod'],
    because: 'a provider knows the wire and the domain, not the till',
  },
  {
    room: 'electron/support',
    from: '^electron/support/',
    files: [SHARED, '^electron/support/', '^electron/(log|settings)\\.ts$'],
    types: [PORTS],
    packages: ['node'],
    because: 'it looks at the parts of the terminal through what it is handed',
  },
  {
    room: 'electron/secrets',
    from: '^electron/secrets/',
    files: [SHARED, '^electron/secrets/'],
    packages: ['node'],
    because: 'secrets know a key ring and a file',
  },
  {
    room: 'electron',
    from: '^electron/',
    files: [SHARED, '^electron/[^/]+\\.ts$', '^electron/secrets/'],
    types: [PORTS, '^electron/till/'],
    packages: ['electron', 'node', 'zod'],
    because: 'the parts beside main.ts are put together there',
  },
  {
    room: 'renderer/screens',
    from: '^renderer/screens/([^/]+)/',
    files: [
      SHARED,
      '^renderer/(actions|components|stores|text|styles)/',
      '^renderer/screens/($1|parts)/',
    ],
    packages: [...WINDOW_PACKAGES],
    because: 'a screen shows the stores and offers actions; it knows no other screen and no bridge',
  },
  {
    room: 'renderer/actions',
    from: '^renderer/actions/',
    files: [SHARED, '^renderer/(actions|stores|text)/', '^renderer/bridge\\.ts$'],
    packages: WINDOW_PACKAGES,
    because: 'an action asks the bridge and reads the stores',
  },
  {
    room: 'renderer/stores',
    from: '^renderer/stores/',
    files: [SHARED, '^renderer/stores/', '^renderer/bridge\\.ts$'],
    packages: WINDOW_PACKAGES,
    because: 'a store never knows an action',
  },
  {
    room: 'renderer/components',
    from: '^renderer/components/',
    files: [SHARED, '^renderer/(components|text|styles)/'],
    packages: [...WINDOW_PACKAGES, 'uqr'],
    because: 'a component gets values and callbacks: no store, no bridge',
  },
  {
    room: 'renderer/text',
    from: '^renderer/text/',
    files: [SHARED, '^renderer/text/'],
    packages: [],
    because: 'sentences know the domain only',
  },
  {
    room: 'renderer/bridge.ts',
    from: '^renderer/bridge\\.ts$',
    files: [SHARED],
    packages: [],
    because: 'it is the door to the main process and nothing else',
  },
  {
    room: 'renderer',
    from: '^renderer/',
    files: [SHARED, '^renderer/', '^assets/'],
    packages: [...WINDOW_PACKAGES, '@fontsource-variable/inter', '@fontsource/jetbrains-mono'],
    because: 'the window knows the main process only by its bridge',
  },
  {
    room: 'the window of the scan tray',
    from: '^sandbox/tray-window\\.ts$',
    files: [],
    packages: ['electron', 'node'],
    because: 'it is a program of its own that shows one page',
  },
  {
    room: 'sandbox',
    from: '^sandbox/',
    files: [SHARED, '^sandbox/', '^assets/', '^electron/providers/.*/wire[^/]*(/.*)?\\.ts$'],
    packages: ['node', 'serialport', 'pngjs', 'uqr', 'iconv-lite', 'zod'],
    because:
      'the outside world shares the domain and the wire mapping with the app, and no other code',
  },
  {
    room: 'e2e/reliability',
    from: '^e2e/reliability/',
    files: [SHARED, '^electron/(?!preload|customer-preload)', '^sandbox/', '^e2e/', '^scripts/'],
    packages: '*',
    because: 'the rows of the test plan look at every part, from inside and from outside',
  },
  {
    room: 'e2e',
    from: '^e2e/',
    files: [SHARED, '^sandbox/', '^e2e/'],
    packages: ['node', 'electron', '@playwright/test', 'libsql', 'pngjs', 'serialport', 'vitest'],
    because: 'a journey uses the app as a cashier does, from outside',
  },
  {
    room: 'scripts',
    from: '^(scripts/|[^/]+$)',
    files: ['^scripts/'],
    packages: '*',
    because: 'scripts know the app only by its files',
  },
]

/** Files nobody imports. */
export const NOT_IMPORTED = [
  '^electron/main\\.ts$',
  '^electron/(customer-)?preload\\.ts$',
  '^renderer/(main|display)\\.tsx$',
]

/** Imports that are wrong although the room would allow them. */
export const FORBIDDEN_IMPORTS = [
  {
    from: '^shared/order/',
    to: '^shared/shift/decide',
    because: 'orders and shifts do not decide for each other',
  },
  {
    from: '^shared/shift/',
    to: '^shared/order/decide',
    because: 'orders and shifts do not decide for each other',
  },
]

/** Packages and things that have one user in the app. Tests and the sandbox are not the app. */
export const SINGLE_USERS = [
  { package: 'libsql', user: '^electron/journal/database\\.ts$' },
  { package: 'serialport', user: '^electron/devices/wire/' },
  { package: 'node-hid', user: '^electron/devices/wire/' },
  { identifier: 'ipcMain', user: '^electron/ipc\\.ts$' },
  { identifier: 'ipcRenderer', user: '^electron/(customer-)?preload\\.ts$' },
  { property: ['window', 'till'], user: '^renderer/bridge\\.ts$' },
  { property: ['window', 'customer'], user: '^renderer/display\\.tsx$' },
  { text: '/posface/', user: '^electron/providers/coupons/wire' },
]
