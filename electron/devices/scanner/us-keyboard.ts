/**
 * What a key types by its place on a US keyboard.
 *
 * A scanner that types is set to a US keyboard whatever the computer is set to, so keys are read by their
 * place (`KeyZ`) and Shift, never by what the computer's own layout or Caps Lock makes of them. Two of its
 * habits are no letters:
 *
 *     Ctrl+]              GS (1D), the separator of GS1 codes; other control keys spoil a code
 *     Alt+0 2 9, keypad   the character of that number, complete when Alt is let go: GS as 029, and in the
 *                         scanners' "universal" mode every letter
 */

/** A key with what was held down beside it. */
export type UsKey = {
  readonly code: string
  readonly shift: boolean
  readonly ctrl: boolean
  readonly alt: boolean
}

/** The character a key types; null for keys that type none. */
export function usLetter({ code, shift, ctrl, alt }: UsKey): string | null {
  if (alt) return null
  if (ctrl) return code === 'BracketRight' ? GS : null
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return shift ? letter : letter.toLowerCase()
  const digit = keypadDigit(code)
  if (digit !== null) return digit
  const pair = KEYS[code]
  return pair === undefined ? null : shift ? pair.slice(-1) : pair.slice(0, 1)
}

/** The digit of a keypad key, whether Num Lock is on or off; null for any other key. */
export function keypadDigit(code: string): string | null {
  return /^Numpad(\d)$/.exec(code)?.[1] ?? null
}

/** The character of a number typed with Alt on the keypad; null for one that is neither text nor GS. */
export function altCharacter(digits: string): string | null {
  if (!/^\d{1,4}$/.test(digits)) return null
  const character = String.fromCharCode(Number(digits))
  return character === GS || /^[ -~]$/.test(character) ? character : null
}

/** Whether a key ends a line as a terminal reads it: Enter, Tab, and Ctrl+M or Ctrl+J for CR and LF. */
export function isEndKey({ code, ctrl, alt }: UsKey): boolean {
  if (alt) return false
  if (ctrl) return code === 'KeyM' || code === 'KeyJ'
  return code === 'Enter' || code === 'NumpadEnter' || code === 'Tab'
}

const GS = '\x1d'

/** Each key plain and, where it differs, with Shift. */
const KEYS: Readonly<Record<string, string>> = {
  Digit1: '1!',
  Digit2: '2@',
  Digit3: '3#',
  Digit4: '4$',
  Digit5: '5%',
  Digit6: '6^',
  Digit7: '7&',
  Digit8: '8*',
  Digit9: '9(',
  Digit0: '0)',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: `'"`,
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: ' ',
  NumpadAdd: '+',
  NumpadSubtract: '-',
  NumpadMultiply: '*',
  NumpadDivide: '/',
  NumpadDecimal: '.',
}
