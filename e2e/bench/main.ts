import { openTill, barcodeOf } from './pair'
import { pause, clockMs } from './program'
import { burst, fill, block } from './scans'
const till = await openTill({ items: 100000 })
for (let i = 0; i < 3; i++) {
  await till.clear()
  console.log('burst', await burst(till, 10000 + i * 1000))
}
await till.clear()
await fill(till, 500)
for (let i = 0; i < 3; i++) {
  const d = await block(till, 30000 + i * 25)
  console.log(d.map((x) => x.toFixed(0)).join(' '))
}
console.log(
  await till.program.run(
    `window.till.ask('till:view', null).then(r=>JSON.stringify(r.value).length)`,
  ),
)
console.log(
  await till.program.run(
    `(async()=>{const t=performance.now(); for(let i=0;i<20;i++) await window.till.ask('till:view', null); return (performance.now()-t)/20})()`,
  ),
)
await till.close()
