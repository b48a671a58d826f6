/** Everything the locked terminal says, in English. */
export const enLock = {
  lock: 'Lock',
  title: 'Locked',
  badge: 'Scan your badge to go on.',
  badgeOrPin: 'Scan your badge, or type the PIN.',
  pinOnly: 'Type the PIN to go on.',
  orderKept: 'The order is kept as it is.',
  open: 'Open',
  pinNeeded: 'Type the PIN first.',
  unavailable: 'Nothing could open it again. Set a manager PIN or badges in the settings.',
} as const
