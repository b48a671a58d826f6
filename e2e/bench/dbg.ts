import { openTill, barcodeOf } from './pair'
import { pause } from './program'
const till = await openTill({items:1000})
for (let k=0;k<1;k++) {
await till.scanner.burst(Array.from({length:30},(_, i)=>barcodeOf(100+i)))
await pause(1500)
console.log(await till.program.run(`window.till.ask('till:run', { type: 'Pay' }).then(r=>JSON.stringify(r))`))
await till.program.run(`probe.whenReady(() => document.querySelector('.tender-quick button'))`)
await till.program.click(`document.querySelector('.tender-quick button')`)
await pause(300)
console.log(await till.program.run(`document.querySelector('.bar').innerText`))
const forward = `[...document.querySelectorAll('button')].find((one) => one.textContent.includes('Take cash'))`
console.log(await till.program.timed(`() => document.querySelector('.complete') && document.querySelector('.receipt-line')`, () => till.program.click(forward)))
console.log(await till.program.run(`document.body.innerText`))
await pause(500)
    await till.program.run(`window.till.ask('till:run', { type: 'NewOrder' })`)
}
await till.close()
