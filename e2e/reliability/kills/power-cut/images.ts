/*
 * Makes disk images of a traced writer and opens each as a start would, in a process of its own that handles
 * many of them: `node images.cjs <log> <folder traced> <folder for images> <plan as JSON>`. Before each it
 * says its number, and then what it found, as lines of JSON.
 */
import { readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Chance } from '../../../../shared/order/testing/chance'
import { judge, type Verdict } from '../verdict'
import { Disk, type Fate } from './disk'
import { readTrace, type Call } from './trace'

/** Which images to make. Each is known by the seed and its number, whoever makes it. */
export type Plan = {
  readonly seed: number
  readonly count: number
  /** Of the numbers, every `lanes`-th beginning with `lane`. */
  readonly lane: number
  readonly lanes: number
  readonly fates: readonly Fate[]
  /** `any`: cuts anywhere. `checkpoint`: while the log is folded into the file. */
  readonly where: 'any' | 'checkpoint' | 'log'
}

/** One image and what a start finds on it. */
export type Judged = {
  readonly image: number
  readonly cut: number
  readonly fate: Fate
  /** Nothing was left to chance. */
  readonly certain: boolean
  /** What the writer had told before the cut. */
  readonly commits: number
  readonly receipt: number
  readonly found: Verdict
}

type Cut = {
  readonly image: number
  readonly cut: number
  readonly fate: Fate
  readonly seed: number
}

const [log = '', traced = '', folder = '', plan = '{}'] = process.argv.slice(2)

const say = (value: unknown) => writeSync(1, `${JSON.stringify(value)}\n`)

function cutsOf(calls: readonly Call[], asked: Plan): readonly Cut[] {
  const chance = new Chance(asked.seed)
  const places = placesOf(calls, asked.where)
  const cuts = Array.from({ length: asked.count }, (_, image) => ({
    image,
    cut: chance.among(places, calls.length),
    fate: chance.among(asked.fates, 'torn'),
    seed: chance.below(2 ** 31),
  }))
  return cuts
    .filter(({ image }) => image % asked.lanes === asked.lane)
    .sort((a, b) => a.cut - b.cut)
}

/** The numbers of calls before which the power may go. */
function placesOf(calls: readonly Call[], where: Plan['where']): readonly number[] {
  let folding = false
  return [...calls, null].flatMap((call, at) => {
    const was = folding
    if (call?.kind === 'write') folding = call.path.endsWith('journal.db')
    else if (call?.kind === 'sync' && call.path.endsWith('journal.db')) folding = false
    if (where === 'any') return [at]
    if (where === 'checkpoint') return was ? [at] : []
    return call?.kind === 'sync' && call.path.endsWith('-wal') ? [at] : []
  })
}

function run(asked: Plan): void {
  const calls = readTrace(readFileSync(log, 'latin1'), traced)
  const disk = new Disk()
  const told = { c: 0, s: 0 }
  let done = 0
  for (const { image, cut, fate, seed } of cutsOf(calls, asked)) {
    for (; done < cut; done += 1) {
      const call = calls[done]
      if (call === undefined) break
      disk.take(call)
      const [, word, number] = call.kind === 'said' ? (/^([cs]) (\d+)$/.exec(call.words) ?? []) : []
      if (word === 'c' || word === 's') told[word] = Number(number)
    }
    const here = join(folder, `image-${asked.lane}`)
    disk.leave(here, fate, new Chance(seed))
    say({ image })
    const judged: Judged = {
      ...{ image, cut, fate, certain: disk.isCertain, commits: told.c, receipt: told.s },
      found: judge(here),
    }
    say(judged)
  }
}

run(JSON.parse(plan) as Plan)
