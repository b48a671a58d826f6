import type { NoteWords } from './en-notes'

/** The note of a clock that jumped; `en-notes.ts` takes it as `clock-jumped`. */
export const enClockJumped: NoteWords = {
  first: () => 'The computer’s clock has jumped.',
  second: () => 'The order is as it was. Compare the time above with another clock.',
}
