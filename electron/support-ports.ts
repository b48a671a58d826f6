import { backUp } from './journal/backup'
import { exportDay } from './journal/day-export'
import { openDaySigner } from './journal/day-key'
import { verifyChain } from './journal/verify-chain'
import { keyRing, type Kept } from './keeping'
import { journalFolder, keyFolder } from './support-desk'
import type { ClockJump, SupportPorts } from './support/ports'

/**
 * What the Health screen can have done: a backup, a day for the books, a look at every entry.
 * @param lastClockJump  the newest one since the start
 */
export function supportPorts(
  { journal, reading }: Kept,
  dataFolder: string,
  lastClockJump: () => ClockJump | null,
): SupportPorts {
  const { name, store, currency } = reading.settings.terminal
  return {
    backUp: async ({ into, at }) => {
      const order = { journal, folder: journalFolder(dataFolder), into, at }
      const { folder, manifest } = await backUp(order)
      const { lastSeq, receiptNumber, files } = manifest
      const bytes = Object.values(files).reduce((all, file) => all + file.bytes, 0)
      return { folder, lastSeq, receiptNumber, bytes }
    },
    exportDay: ({ businessDate, into }) => {
      const signer = openDaySigner(keyFolder(dataFolder), keyRing())
      const terminal = { id: journal.terminal ?? '', name, store, currency }
      return exportDay({ journal, businessDate, into, signer, terminal })
    },
    verifyChain: (_journal, onProgress) =>
      verifyChain(journal, ({ entries }) => {
        onProgress(entries)
      }),
    lastClockJump,
  }
}
