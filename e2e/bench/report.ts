import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import type { Figure } from './figures'

/** The figures as a table for the terminal. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((one) => [
    one.name,
    one.ours,
    one.floor,
    ratioText(one),
    one.goal,
    REACHED[String(one.reached)] ?? '',
  ])
  const all = [['What', 'Ours', 'Floor', 'Ratio', 'Goal', ''], ...rows]
  const widths = (all[0] ?? []).map((_, at) =>
    Math.max(...all.map((row) => (row[at] ?? '').length)),
  )
  return all.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')).join('\n')
}

/** Writes the page people read; the text around the table is kept here, so that it is never stale. */
export function writeReport(file: string, figures: readonly Figure[], electron: string): void {
  const rows = figures.map(
    (one) =>
      `| ${one.name} | ${one.ours} | ${one.floor} | ${ratioText(one)} | ${one.goal} | ${REACHED[String(one.reached)] ?? ''} |`,
  )
  const notes = figures.filter((one) => one.note !== '').map((one) => `- ${one.name}: ${one.note}`)
  const text = `# Speed

Measured by \`npm run bench\` on ${cpus().length} cores without a graphics card, Electron ${electron}. Every figure stands
beside a floor that was run in the same minute: the *bare page* (\`e2e/bench/bare/\`), a hand-written page in the same
runtime that appends a row for each scan, press or letter. Both carry the same probe: a row counts as painted two
animation frames after it is in the page. The scan goes through a real serial line into both. Times belong to the machine
they were taken on; the ratios are what counts. Nothing fails by being slow.

| What | Ours | Floor | Ratio | Goal | Reached |
|---|---|---|---|---|---|
${rows.join('\n')}

${notes.join('\n')}

## How it is kept fast

- The window is told only what has changed (\`shared/ipc/change.ts\`), at most once a frame while scans come faster than
  frames (\`electron/view-news.ts\`). Unchanged lines stay the same objects, so nothing that shows them draws again.
- Beyond sixty lines only those in sight are in the page, and every height is known, so that nothing is measured.
- The mark of the line just scanned stands still; only its last 150 ms are animated. A running animation would make every
  scan wait for the next frame.
- Money is worked out in whole floats as long as they are exact, and in big numbers beyond.
- A commit writes the events and only those heads that have changed: a scan is one row and one fsync.
- The catalog is never drawn whole and never crosses to the window.

## To measure again

\`npm run bench\` runs everything, \`npm run bench -- scan start\` only what is named: ${NAMES.join(', ')}. With
\`--long\` memory is watched over 1,000 orders.
`
  writeFileSync(file, text)
}

/** The measurements by name. */
export const NAMES = [
  'scan',
  'burst',
  'lookup',
  'search',
  'tender',
  'size',
  'start',
  'memory',
  'commit',
  'slow-disk',
  'totals',
  'receipt',
] as const

const REACHED: Readonly<Record<string, string>> = { true: 'yes', false: '**no**', null: '–' }

function ratioText({ ratio }: Figure): string {
  return ratio === null ? '–' : `${ratio.toFixed(2)} ×`
}
