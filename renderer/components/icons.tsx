import { createLucideIcon } from 'lucide-react'

/*
 * Signs the icon set has not in our shape: outline on a grid of 24, drawn with the same stroke.
 */

/** The line is down: bars of a signal, struck through. */
export const SignalOff = createLucideIcon('SignalOff', [
  ['path', { d: 'M4 20v-3', key: 'a' }],
  ['path', { d: 'M9 20v-7', key: 'b' }],
  ['path', { d: 'M14 20v-4', key: 'c' }],
  ['path', { d: 'M19 14v-6', key: 'd' }],
  ['path', { d: 'M3 3l18 18', key: 'f' }],
])

/** The line is up: bars of a signal. */
export const SignalBars = createLucideIcon('SignalBars', [
  ['path', { d: 'M4 20v-3', key: 'a' }],
  ['path', { d: 'M9 20v-7', key: 'b' }],
  ['path', { d: 'M14 20V9', key: 'c' }],
  ['path', { d: 'M19 20V4', key: 'd' }],
])

/** The coupon service and its customers. */
export const Paw = createLucideIcon('Paw', [
  ['circle', { cx: '4.5', cy: '11', r: '1.8', key: 'a' }],
  ['circle', { cx: '9', cy: '5.5', r: '1.8', key: 'b' }],
  ['circle', { cx: '15', cy: '5.5', r: '1.8', key: 'c' }],
  ['circle', { cx: '19.5', cy: '11', r: '1.8', key: 'd' }],
  [
    'path',
    {
      d: 'M12 11c-2.6 0-5 2.8-5 5.3 0 1.7 1.2 2.7 2.6 2.7h4.8c1.4 0 2.6-1 2.6-2.7 0-2.5-2.4-5.3-5-5.3Z',
      key: 'e',
    },
  ],
])

/** Parked for a while. */
export const Held = createLucideIcon('Held', [
  ['path', { d: 'M8 5v14', key: 'a' }],
  ['path', { d: 'M16 5v14', key: 'b' }],
])
