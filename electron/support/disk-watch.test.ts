import { expect, it } from 'vitest'
import { DiskWatch } from './disk-watch'
import { DISK_NEARLY_FULL_BYTES } from './health'

it('tells when the disk becomes nearly full, and when it is so no more', async () => {
  const waiting: (() => void)[] = []
  let free: number | null = DISK_NEARLY_FULL_BYTES
  const told: boolean[] = []
  const watch: DiskWatch = new DiskWatch({
    freeBytes: () => Promise.resolve(free),
    after: (waitMs, due) => {
      expect(waitMs).toBe(60_000)
      waiting.push(due)
      return () => undefined
    },
    changed: () => told.push(watch.isNearlyFull),
  })
  const aMinute = async () => {
    waiting.pop()?.()
    await Promise.resolve()
    await Promise.resolve()
  }
  await watch.look()
  expect(told).toEqual([])
  free = DISK_NEARLY_FULL_BYTES - 1
  await aMinute()
  await aMinute()
  expect(told).toEqual([true])
  free = null
  await aMinute()
  expect(told).toEqual([true, false])
  expect(waiting).toHaveLength(1)
})
