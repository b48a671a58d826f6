import type { Mutant } from './mutants'

/** A mutant with its number in the copy. */
export type Numbered = Mutant & { readonly id: number }

/**
 * Writes mutants into a source, each behind its switch, so that one copy holds them all and none is made by
 * loading the sources again. Lines stay where they are.
 */
export function woven(text: string, mutants: readonly Numbered[]): string {
  const places = new Map<string, Numbered[]>()
  for (const one of mutants) {
    const key = `${one.begin}-${one.end}`
    places.set(key, [...(places.get(key) ?? []), one])
  }
  // The outermost first; of two at one place none is inside the other.
  const spans = [...places.values()]
    .map((here) => ({
      // A statement of one expression ends where that ends: it goes around it.
      here: [...here].sort((a, b) => Number(a.isStatement) - Number(b.isStatement)),
      begin: here[0]?.begin ?? 0,
      end: here[0]?.end ?? 0,
    }))
    .sort((a, b) => a.begin - b.begin || b.end - a.end)
  return `${HEAD}${weave(text, { from: 0, to: text.length }, spans)}`
}

type Span = { readonly here: readonly Numbered[]; readonly begin: number; readonly end: number }

function weave(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
  spans: readonly Span[],
): string {
  let out = ''
  let at = from
  for (const [index, span] of spans.entries()) {
    if (span.begin < at) continue
    out += text.slice(at, span.begin)
    const inside = spans.slice(index + 1).filter((one) => one.end <= span.end)
    const whole = { from: span.begin, to: span.end }
    out += span.here.reduce(switched, weave(text, whole, inside))
    at = span.end
  }
  return out + text.slice(at, to)
}

function switched(right: string, { id, to, isStatement, isFirst }: Numbered): string {
  if (isStatement) return `{if (!mutantIsOn(${id})) {${right}}}`
  return `${isFirst ? 'void ' : ''}(mutantIsOn(${id}) ? (${to}) : (${right}))`
}

const HEAD =
  'const mutantIsOn: (id: number) => boolean = (globalThis as any).mutantIsOn ?? (() => false); '
