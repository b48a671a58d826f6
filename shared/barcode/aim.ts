/**
 * AIM identifiers: three characters a scanner can send before the data to say what kind of symbol it
 * read. `]`, a letter for the family, and a modifier: `]E0` is EAN-13 or UPC, `]C1` is GS1-128.
 * Makers deviate, so an identifier that is not in the table is kept and the text judged by its content.
 *
 * Source: ISO/IEC 15424, and the table in GS1 General Specifications, 5.1.3.
 */

/** The kinds of symbol met at a checkout. `other` has an identifier that the table does not hold. */
export type Symbology = (typeof BY_IDENTIFIER)[number][1] | 'other'

/** What a scanner sent, taken apart: the identifier it put in front, if any, and the data. */
export type Aim = {
  readonly identifier: string | null
  readonly symbology: Symbology | null
  readonly code: string
}

/** Takes an AIM identifier off the front of a scanned text. Without one the whole text is the code. */
export function parseAim(text: string): Aim {
  const identifier = /^\][A-Za-z][0-9A-Za-z]/.exec(text)?.[0] ?? null
  if (identifier === null) return { identifier: null, symbology: null, code: text }
  return { identifier, symbology: symbologyOf(identifier), code: text.slice(identifier.length) }
}

/** Names the kind of symbol of an AIM identifier. */
export function symbologyOf(identifier: string): Symbology {
  return BY_IDENTIFIER.find(([known]) => identifier.startsWith(known))?.[1] ?? 'other'
}

/** The kind of symbol of that name; null when there is none. */
export function symbologyNamed(name: string | null): Symbology | null {
  return BY_IDENTIFIER.find(([, known]) => known === name)?.[1] ?? null
}

/** Whether a symbol of this kind always ends in a check digit. */
export function hasCheckDigit(symbology: Symbology | null): boolean {
  return symbology === 'ean-upc' || symbology === 'ean-8' || symbology === 'ean-with-add-on'
}

/** Whether a symbol of this kind holds GS1 element strings, such as `01` and a GTIN. */
export function isGs1(symbology: Symbology | null): boolean {
  return symbology !== null && GS1.includes(symbology)
}

/** The first entry that begins an identifier wins, so single modifiers come before whole families. */
const BY_IDENTIFIER = [
  [']E0', 'ean-upc'],
  [']E1', 'ean-add-on'],
  [']E2', 'ean-add-on'],
  [']E3', 'ean-with-add-on'],
  [']E4', 'ean-8'],
  [']I', 'itf'],
  [']C1', 'gs1-128'],
  [']C', 'code-128'],
  [']e0', 'databar'],
  [']e', 'gs1-composite'],
  [']d2', 'gs1-data-matrix'],
  [']d', 'data-matrix'],
  [']Q3', 'gs1-qr'],
  [']Q', 'qr'],
  [']J1', 'gs1-dotcode'],
  [']J', 'dotcode'],
  [']A', 'code-39'],
  [']F', 'codabar'],
  [']G', 'code-93'],
  [']L', 'pdf417'],
  [']z', 'aztec'],
  [']Z', 'scanner-message'],
] as const

const GS1: readonly Symbology[] = ['gs1-128', 'databar', 'gs1-data-matrix', 'gs1-qr', 'gs1-dotcode']
