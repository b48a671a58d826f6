import type { Red } from './red'

const BUNDLE = 'electron/support/bundle.test.ts'
const CANARIES = 'holds none of the canaries'

/** What keeps secrets and persons out of a support file, and a note from saying more than is true. */
export const REDS: readonly Red[] = [
  {
    id: 'I38',
    without: 'the list of the sentences that may leave the shop',
    file: 'electron/support/allowed.ts',
    from: 'LOG_SENTENCES.has(value)',
    to: 'LOG_SENTENCES.size > 0',
    test: BUNDLE,
    title: CANARIES,
  },
  {
    id: 'I38',
    without: 'the words of a PIN being "set", the PIN itself instead',
    file: 'electron/support/allowed.ts',
    from: 'settings.terminal.managerPin !== null',
    to: 'settings.terminal.managerPin',
    test: BUNDLE,
    title: CANARIES,
  },
  {
    id: 'I38',
    without: 'leaving out the bodies of the entries',
    file: 'electron/support/bundle.ts',
    from: '[seq, at, event.type]',
    to: '[seq, at, event]',
    test: BUNDLE,
    title: CANARIES,
  },
  {
    id: 'I38',
    without: 'leaving out what devices have sent',
    file: 'electron/support/allowed.ts',
    from: 'devices: devices.map(allowedDevice)',
    to: 'devices',
    test: BUNDLE,
    title: CANARIES,
  },
  {
    id: 'I39',
    without: 'comparing the journal before "nothing is lost" is said',
    file: 'electron/support/stops.ts',
    from: 'stop.last <= last',
    to: 'stop.last >= 0',
    test: 'electron/support/support.test.ts',
    title: 'is told once, with nothing lost only where',
  },
  {
    id: 'I39',
    without: 'the printer’s own words for an effect that was not printed',
    file: 'renderer/text/owed-words.ts',
    from: "enPaperReasons[effect.code ?? '']",
    to: "enOwedReasons[effect.code ?? '']",
    test: 'renderer/text/every-code.test.ts',
    title: 'a paper or a pulse that is owed because of offline',
  },
  {
    id: 'I37',
    without: 'the days after which a log file goes',
    file: 'electron/log-files.ts',
    from: 'number >= filesMax || !isYoung',
    to: 'number >= filesMax',
    test: 'electron/log-files.test.ts',
    title: 'throws away what is older than 30 days',
  },
]
