import { openBare, openTill, barcodeOf } from './pair'
import { pause, clockMs } from './program'
const till = await openTill({items:100000})
const bare = await openBare()
for (const [name, side] of [['bare',bare],['till',till],['bare',bare],['till',till]] as const) {
await side.clear()
await side.program.run(`probe.watch('${side.list}')`)
const sent = new Map<number,number>()
for (let i = 1000; i < 1030; i++) { await pause(90+Math.random()*60); sent.set(i, clockMs()); await side.scanner.scan(barcodeOf(i)) }
await pause(300)
const rows = await side.program.run<any[]>('probe.rows()')
const d = rows.map(r=>[(r.madeAt-sent.get(r.number)!-side.offsetMs), (r.paintedAt-r.madeAt)])
console.log(name, 'made', d.map(x=>x[0]!.toFixed(1)).join(' '))
console.log(name, 'painted', d.map(x=>x[1]!.toFixed(1)).join(' '))
}
await bare.close()
await till.close()
