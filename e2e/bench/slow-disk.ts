import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { missingFigure, median, boundFigure, type Figure } from './figures'
import { CACHE, openTill } from './pair'
import { block, burst } from './scans'

/** How scanning keeps up on a disk whose every fsync takes 20 ms longer. */
export async function measureSlowDisk(): Promise<readonly Figure[]> {
  const library = join(process.cwd(), CACHE, 'slow-disk.so')
  mkdirSync(CACHE, { recursive: true })
  const source = join('e2e', 'bench', 'slow-disk.c')
  const made = spawnSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl'])
  if (made.status !== 0) {
    return [missingFigure('A disk 20 ms slower', 'scanning keeps up', 'No C compiler here.')]
  }
  const till = await openTill({ items: 1000, env: { LD_PRELOAD: library } })
  try {
    await till.clear()
    const scans = await block(till, 200)
    await till.clear()
    return [
      boundFigure({
        name: 'Scan → line painted, disk 20 ms slower, median',
        ours: median(scans),
        most: 100,
        unit: 'ms',
      }),
      boundFigure({
        name: '300 scans at 115,200 baud, disk 20 ms slower',
        ours: await burst(till, 300),
        most: 1_500,
        unit: 'ms after the last byte',
        note: 'Scans that came while the disk kept the till waiting are one commit.',
      }),
    ]
  } finally {
    await till.close()
  }
}
