import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { keepRunning } from './keeper.mjs'

/** Lives one after the other, each told how to end; answers how often one began. */
async function lives(ends: readonly string[], clock?: () => number) {
  let begun = 0
  const code = await keepRunning(() => {
    const end = ends[Math.min(begun, ends.length - 1)] ?? ''
    begun += 1
    return spawn(process.execPath, ['-e', end], { stdio: 'ignore' })
  }, clock)
  return { begun, code }
}

const DIES = (signal: string) => `process.kill(process.pid, '${signal}'); setTimeout(() => {}, 9e5)`

it('a terminal that closes is not started again', async () => {
  expect(await lives(['process.exit(0)'])).toEqual({ begun: 1, code: 0 })
})

it('a terminal that says why it cannot start is not started again', async () => {
  expect(await lives(['process.exit(1)'])).toEqual({ begun: 1, code: 1 })
})

it('a terminal that is asked to end is not started again', async () => {
  expect(await lives([DIES('SIGTERM')])).toEqual({ begun: 1, code: 0 })
})

it('[C23] a terminal that a native fault, the system or a bug ended is started again', async () => {
  const ends = ['process.abort()', DIES('SIGKILL'), 'process.exit(70)', 'process.exit(0)']
  expect(await lives(ends)).toEqual({ begun: 4, code: 0 })
})

it('a terminal that falls at once again and again is given up', async () => {
  expect(await lives(['process.exit(70)'])).toEqual({ begun: 6, code: 70 })
})

it('a terminal that falls now and then is always started again', async () => {
  let minutes = 0
  const clock = () => (minutes += 1) * 60_000
  const ends = [...Array.from({ length: 8 }, () => 'process.exit(70)'), 'process.exit(0)']
  expect(await lives(ends, clock)).toEqual({ begun: 9, code: 0 })
})
