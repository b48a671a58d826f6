/*
 * Long work in small slices. The till must answer while a catalog of a million rows is read, so whatever
 * grows with the catalog is a generator that yields often; `breathing` lets the event loop in between.
 */

import { PassingRoom } from './growing'

/** Work that yields after each small step and ends with an answer. */
export type Sliced<T> = Generator<void, T>

/** How long the till may be busy with the catalog before it looks up. */
const SLICE_MS = 8

/** Steps of the cheap kind between two yields. */
const STEPS = 4096

/** Numbers sorted in one go. */
const RUN = 2048

/** Does the work a slice at a time; the till answers in between. */
export async function breathing<T>(work: Sliced<T>): Promise<T> {
  let since = performance.now()
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    if (performance.now() - since < SLICE_MS) continue
    await breath()
    since = performance.now()
  }
}

/** Does the work at once. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

/** Lets everything that waits have its turn. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** Counts with a yield every few thousand steps. */
export function* steps(count: number, work: (index: number) => void): Sliced<void> {
  for (let index = 0; index < count; index += 1) {
    work(index)
    if (index % STEPS === STEPS - 1) yield
  }
}

/** Compares two texts of a list by their characters. */
export function compareTexts(texts: readonly string[], a: number, b: number): number {
  const one = texts[a] ?? ''
  const other = texts[b] ?? ''
  return one < other ? -1 : one > other ? 1 : 0
}

/**
 * The numbers 0 to count - 1 in the order of what they stand for: short runs first, then merged pair by
 * pair, all in flat memory. The comparison must not answer 0 for two different numbers.
 */
export function* sortedOrder(
  count: number,
  compare: (a: number, b: number) => number,
): Sliced<Uint32Array> {
  const room = new PassingRoom()
  let order = room.take(count)
  let spare = room.take(count)
  yield* steps(count, (index) => {
    order[index] = index
  })
  for (let from = 0; from < count; from += RUN) {
    order.subarray(from, from + RUN).sort(compare)
    yield
  }
  for (let width = RUN; width < count; width *= 2) {
    for (let from = 0; from < count; from += 2 * width) {
      yield* merge(order, spare, { from, middle: from + width, to: from + 2 * width }, compare)
    }
    ;[order, spare] = [spare, order]
  }
  return order.slice()
}

/** Merges two sorted stretches that lie side by side. */
function* merge(
  source: Uint32Array,
  target: Uint32Array,
  { from, middle, to }: { readonly from: number; readonly middle: number; readonly to: number },
  compare: (a: number, b: number) => number,
): Sliced<void> {
  const leftEnd = Math.min(middle, source.length)
  const end = Math.min(to, source.length)
  let left = from
  let right = leftEnd
  for (let at = from; at < end; at += 1) {
    const a = source[left] ?? 0
    const b = source[right] ?? 0
    const isLeft = left < leftEnd && (right >= end || compare(a, b) < 0)
    target[at] = isLeft ? a : b
    if (isLeft) left += 1
    else right += 1
    if (at % STEPS === STEPS - 1) yield
  }
}
