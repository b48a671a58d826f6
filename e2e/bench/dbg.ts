import { BARE, TILL_READY, writeSettings } from './pair'
import { Program } from './program'
import { mkdtempSync, cpSync } from 'node:fs'
const data = mkdtempSync('/tmp/bw/start-')
cpSync('.cache/bench/journal-10000', data, { recursive: true })
const items = Number(process.argv[2] ?? 1000)
const settings = writeSettings(data, { items }, null)
for (let i = 0; i < 4; i++) {
  for (const parts of [{ main: 'dist/electron/main.cjs', ready: TILL_READY, args: [`--settings=${settings}`], data }, BARE]) {
    const p = await Program.start(parts); console.log('main' in parts && parts.main.includes('dist') ? 'TILL' : 'bare', p.startMs.toFixed(0)); await p.close()
  }
}
