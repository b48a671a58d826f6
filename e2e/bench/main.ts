import { openTill, openBare, barcodeOf } from './pair'
import { pause, clockMs } from './program'
import { fill } from './scans'
const N = Number(process.argv[2] ?? 500)
const till = await openTill({items:100000})
const bare = await openBare()
for (const s of [till, bare]) { await s.clear(); await fill(s, N) }
let at = 1000
const q = (a: number[], p: number) => [...a].sort((x,y)=>x-y)[Math.min(a.length-1,Math.floor(a.length*p))]!.toFixed(1)
for (const [name, side] of [['bare',bare],['till',till],['bare',bare],['till',till],['bare',bare],['till',till]] as const) {
if (N === 0) await side.clear()
await side.program.run(`probe.watch('${side.list}')`)
const sent = new Map<number,number>()
for (let i = at; i < at+25; i++) { await pause(90+Math.random()*60); sent.set(i, clockMs()); await side.scanner.scan(barcodeOf(i)) }
at += 25
await pause(300)
const rows = await side.program.run<any[]>('probe.rows()')
const m = rows.map(r=>r.madeAt-sent.get(r.number)!-side.offsetMs), d = rows.map(r=>r.paintedAt-r.madeAt), t = rows.map(r=>r.paintedAt-sent.get(r.number)!-side.offsetMs)
console.log(name, 'made', q(m,.5), q(m,.9), 'then painted', q(d,.5), q(d,.9), 'all', q(t,.5), q(t,.9), q(t,.99))
}
await bare.close()
await till.close()
