import { createLucideIcon } from 'lucide-react'

/** The line is down: bars of a signal, struck through. The icon set has none that fits its bars. */
export const SignalOff = createLucideIcon('SignalOff', [
  ['path', { d: 'M2 20h.01', key: 'a' }],
  ['path', { d: 'M7 20v-4', key: 'b' }],
  ['path', { d: 'M12 20v-6', key: 'c' }],
  ['path', { d: 'M17 20v-2', key: 'd' }],
  ['path', { d: 'M22 20v-8', key: 'e' }],
  ['path', { d: 'M3 3l18 18', key: 'f' }],
])
