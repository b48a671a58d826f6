import type { ReactNode } from 'react'
import { Delete } from 'lucide-react'
import { classes } from './classes'

/** One key of a keypad: what it types, or a word that does something. */
export type PadKey = {
  /** What the press hands over; `Backspace` takes the last one away. */
  readonly value: string
  /** Printed on it; the value itself when absent. */
  readonly label?: string
  /** Columns it takes. */
  readonly wide?: number
}

type KeypadProps = {
  readonly name: string
  readonly backspace: string
  readonly rows: readonly (readonly PadKey[])[]
  readonly columns: number
  readonly className?: string
  readonly onKey: (value: string) => void
}

/** Keys for the finger. Out of the tab order: whoever has a keyboard has keys; and a press takes no focus. */
export function Keypad(props: KeypadProps): ReactNode {
  return (
    <div
      role="group"
      aria-label={props.name}
      className={classes('keypad', props.className)}
      style={{ gridTemplateColumns: `repeat(${props.columns}, minmax(0, 1fr))` }}
    >
      {props.rows.flat().map((key) => (
        <button
          key={key.value}
          type="button"
          tabIndex={-1}
          className={classes('pad-key', 'num', key.label !== undefined && 'pad-word')}
          style={key.wide ? { gridColumn: `span ${key.wide}` } : undefined}
          aria-label={key.value === 'Backspace' ? props.backspace : undefined}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => props.onKey(key.value)}
        >
          {key.value === 'Backspace' ? (
            <Delete size={24} strokeWidth={1.9} aria-hidden />
          ) : (
            (key.label ?? key.value)
          )}
        </button>
      ))}
    </div>
  )
}

/** Digits in the order of a till: 1 2 3 at the top, with Backspace last. */
export const DIGIT_ROWS: readonly (readonly PadKey[])[] = [
  ['1', '2', '3'],
  ['4', '5', '6'],
  ['7', '8', '9'],
  ['00', '0', 'Backspace'],
].map((row) => row.map((value) => ({ value })))

/** Letters and digits for codes, in capitals. */
export const CODE_ROWS: readonly (readonly PadKey[])[] = [
  ...['1234567890', 'QWERTYUIOP', 'ASDFGHJKL-'].map(keysOf),
  [...keysOf('ZXCVBNM_'), { value: 'Backspace', wide: 2 }],
]

function keysOf(letters: string): readonly PadKey[] {
  return letters.split('').map((value) => ({ value }))
}

/** What a text becomes after a key of the keypad. */
export function typeKey(text: string, value: string, lengthMax: number): string {
  if (value === 'Backspace') return text.slice(0, -1)
  return text.length + value.length > lengthMax ? text : text + value
}
