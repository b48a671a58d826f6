import { openTill, barcodeOf } from './pair'
import { fill, block } from './scans'
import { pause } from './program'
const till = await openTill({items:100000})
await till.clear(); await fill(till, 500)
await block(till, 30000)
await (till.program as any).profile('start')
await block(till, 30100)
await (till.program as any).profile('stop')
await till.close()
