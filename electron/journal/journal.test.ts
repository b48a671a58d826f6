import { afterEach } from 'vitest'
import { MemoryJournal } from './memory-journal'
import { openJournal } from './open'
import { Folders } from './testing/folders'
import { AT } from './testing/orders'
import { journalSuite } from './testing/port-suite'

const folders = new Folders()

afterEach(() => {
  folders.removeAll()
})

journalSuite('the journal on disk', () => openJournal(folders.empty(), () => AT).journal)
journalSuite('the journal in memory', () => new MemoryJournal())
