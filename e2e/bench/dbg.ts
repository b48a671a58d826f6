import { BARE, TILL_READY, writeSettings } from './pair'
import { Program } from './program'
import { mkdtempSync, cpSync, rmSync } from 'node:fs'
const data = mkdtempSync('/tmp/bw/start-')
cpSync('.cache/bench/journal-10000', data, { recursive: true })
const settings = writeSettings(data, { items: Number(process.argv[2] ?? 1000) }, null)
for (let i = 0; i < 5; i++) {
  for (const parts of [{ main: 'dist/electron/main.cjs', ready: TILL_READY, args: [`--settings=${settings}`], data }, BARE]) {
    const p = await Program.start(parts); console.log('main' in parts && parts.main.includes('dist') ? 'TILL' : 'bare', p.startMs.toFixed(0)); await p.close()
  }
}
rmSync(data, { recursive: true })
