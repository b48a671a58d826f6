import { measureBurst, measureScans } from './scans'
for (const figure of await measureScans(4)) console.log(figure.name, figure.ours, figure.floor, figure.ratio)
for (const figure of await measureBurst()) console.log(figure)
