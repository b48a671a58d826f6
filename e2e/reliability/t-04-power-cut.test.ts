import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isBeyond, isLost, PowerCutLab, UNSYNCED, untraceable } from './kills/power-cut/lab'
import type { Fate } from './kills/power-cut/disk'
import type { Judged } from './kills/power-cut/images'
import { amount, ROW_MS, rowSeed, runRow, skipRow } from './rows'

/** A trace and its images may have to share the machine with all other tests. */
const LONG_MS = 90_000
/** Each writer lives three times: killed within an order, closed, closed. */
const LIVES = [70, 110, 150]
const IMAGES_PER_WRITER = 750
const IMAGES_OF_CONTROL = 300
const FATES: readonly Fate[] = ['dropped', 'subset', 'torn']

const untold = untraceable()
const lab = new PowerCutLab()

beforeAll(() => lab.open())

afterAll(() => {
  lab.close()
})

if (untold !== null) {
  skipRow({ row: 'T-04', part: 'power-cut' }, untold)
  skipRow({ row: 'T-05', part: 'fsync' }, untold)
}

describe.skipIf(untold !== null)('a power cut', () => {
  it(
    'T-04 loses no commit that was answered, wherever it strikes and whatever of the rest is kept',
    async () => {
      const images = amount({ short: 3_000, gate: 20_000 })
      const seed = rowSeed()
      await runRow({ row: 'T-04', part: 'power-cut' }, seed, async () => {
        const counted = { images: 0, 'left to chance': 0, lost: 0, beyond: 0, 'set aside': 0 }
        const writer = await lab.writer(null)
        for (let made = 0; made < images; made += IMAGES_PER_WRITER) {
          const traced = await lab.trace(writer, LIVES)
          const count = Math.min(IMAGES_PER_WRITER, images - made)
          const plan = { seed: seed + made, count, fates: FATES, where: 'any' } as const
          for (const judged of await lab.judge(traced, plan)) {
            counted.images += 1
            if (!judged.certain) counted['left to chance'] += 1
            if (isBeyond(judged)) counted.beyond += 1
            if (judged.found.opened === 'set-aside') counted['set aside'] += 1
            if (isLost(judged)) counted.lost += 1
            expect(isLost(judged) ? judged : null).toBeNull()
          }
          lab.forget(traced)
        }
        const control = await controlOf(seed)
        expect(counted).toMatchObject({ images, lost: 0, beyond: 0, 'set aside': 0 })
        expect(control.lost, 'the control loses commits: the images bite').toBeGreaterThan(0)
        return { ...counted, 'control images': control.images, 'control lost': control.lost }
      })
    },
    ROW_MS,
  )

  /** The same with a setting that does not sync each commit. */
  async function controlOf(seed: number) {
    const traced = await lab.trace(await lab.writer(UNSYNCED), LIVES)
    const plan = { seed, count: IMAGES_OF_CONTROL, fates: FATES, where: 'any' } as const
    const judged = await lab.judge(traced, plan)
    lab.forget(traced)
    return { images: judged.length, lost: judged.filter(isLost).length }
  }

  it(
    '[C7] that tears what is not yet synced of the log loses no commit that was answered',
    async () => {
      expect(await lostWhere('log', ['dropped', 'subset', 'torn'])).toEqual([])
    },
    LONG_MS,
  )

  it(
    '[C8] while the log is folded into the file loses no commit that was answered',
    async () => {
      expect(await lostWhere('checkpoint', ['dropped', 'subset', 'torn'])).toEqual([])
    },
    LONG_MS,
  )

  it(
    '[C8] a process killed while the log is folded into the file loses nothing it answered',
    async () => {
      expect(await lostWhere('checkpoint', ['killed'])).toEqual([])
    },
    LONG_MS,
  )

  async function lostWhere(
    where: 'log' | 'checkpoint',
    fates: readonly Fate[],
  ): Promise<readonly Judged[]> {
    const traced = await lab.trace(await lab.writer(null), [60, 100])
    const judged = await lab.judge(traced, { seed: 1, count: 120, fates, where })
    expect(judged.length).toBe(120)
    lab.forget(traced)
    return judged.filter(isLost)
  }
})

describe.skipIf(untold !== null)('the disk', () => {
  it(
    'T-05 is asked to keep every commit before it is answered',
    async () => {
      await runRow({ row: 'T-05', part: 'fsync' }, null, async () => {
        const commits = 400
        const traced = await lab.trace(await lab.writer(null), [commits])
        let syncs = 0
        let answered = 0
        let early = 0
        const unsynced = new Set<string>()
        for (const call of lab.calls(traced)) {
          if (call.kind === 'sync') {
            syncs += 1
            unsynced.delete(call.path)
          } else if (call.kind === 'write') {
            // The tail mark and the anchor on its way are never waited for; they may be behind.
            if (!/tail\.mark$|\.soon$/.test(call.path)) unsynced.add(call.path)
          } else if (call.kind === 'said' && call.words.startsWith('c ')) {
            answered += 1
            if (unsynced.size > 0) early += 1
          }
        }
        lab.forget(traced)
        expect({ answered, early }).toEqual({ answered: commits, early: 0 })
        expect(syncs).toBeGreaterThanOrEqual(commits)
        return { commits, fsyncs: syncs, 'answered before its fsync': early }
      })
    },
    ROW_MS,
  )
})
