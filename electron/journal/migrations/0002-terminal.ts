import { putTerminal } from '../identity'
import type { Migration } from './migration'

/** Whose journal it is: in `meta`, `terminal` is the id that the terminal made at its first start. */
export const TERMINAL: Migration = {
  number: 2,
  statements: [],
  fill: (database, { terminal }) => {
    putTerminal(database, terminal)
  },
}
