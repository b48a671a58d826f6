/**
 * Makes `assets/printers/font-24x48.json`, the bitmap font of the virtual printer, from JetBrains Mono
 * (SIL Open Font License). Run once, and again only when characters are added:
 *
 *   npm install --no-save opentype.js@1 && node scripts/make-printer-font.mjs
 *
 * Each character is a cell of 24 by 48 points, twice the printer's 12 by 24, so that double-size text is
 * sharp; ordinary text is the same cell averaged two by two. A point holds its ink from 0 to 15. All cells
 * of one weight are packed two points a byte, rows top down, deflated and written in base64.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { deflateRawSync } from 'node:zlib'

const require = createRequire(import.meta.url)
const opentype = require('opentype.js')
const iconv = require('iconv-lite')

const WIDTH = 24
const HEIGHT = 48
const PIXELS_PER_EM = 40
const BASELINE = 38
const SAMPLES = 8
const PAGES = ['cp437', 'cp858', 'windows-1252', 'cp852', 'cp866']
const SUBSETS = ['latin', 'latin-ext', 'greek', 'cyrillic', 'cyrillic-ext', 'vietnamese']

const fonts = (weight) =>
  SUBSETS.map((subset) => {
    const name = `@fontsource/jetbrains-mono/files/jetbrains-mono-${subset}-${weight}-normal.woff`
    const bytes = readFileSync(require.resolve(name))
    return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  })

const regular = fonts(400)
const bold = fonts(700)
const characters = wantedCharacters().filter((c) => regular.some((f) => f.charToGlyphIndex(c) > 0))

const asset = {
  source: 'JetBrains Mono 400 and 700, see font-24x48.LICENSE.txt',
  width: WIDTH,
  height: HEIGHT,
  characters: characters.join(''),
  regular: packed(regular),
  bold: packed(bold),
}
const target = new URL('../assets/printers/font-24x48.json', import.meta.url)
writeFileSync(target, JSON.stringify(asset, null, 2) + '\n')
console.log(`${characters.length} characters, ${JSON.stringify(asset).length} bytes`)

function wantedCharacters() {
  const wanted = new Set()
  for (let code = 0x20; code <= 0x7e; code++) wanted.add(String.fromCharCode(code))
  for (const page of PAGES) {
    for (let byte = 0x80; byte <= 0xff; byte++) wanted.add(iconv.decode(Buffer.from([byte]), page))
  }
  return [...wanted].filter((c) => c.length === 1 && (c < '\x7f' || c > '\xa0')).sort()
}

function packed(family) {
  const cells = characters.map((character) => {
    const font = family.find((f) => f.charToGlyphIndex(character) > 0) ?? regular[0]
    return cell(font.getPath(character, 0, BASELINE, PIXELS_PER_EM, { features: false }).commands)
  })
  const points = Buffer.concat(cells)
  const bytes = Buffer.alloc(points.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = (points[2 * i] << 4) | points[2 * i + 1]
  return deflateRawSync(bytes, { level: 9 }).toString('base64')
}

/** Fills an outline by scan lines, SAMPLES by SAMPLES a point, non-zero winding. */
function cell(commands) {
  const edges = edgesOf(commands)
  const counts = new Uint16Array(WIDTH * HEIGHT)
  for (let row = 0; row < HEIGHT * SAMPLES; row++) {
    const y = (row + 0.5) / SAMPLES
    const crossings = edges
      .filter(([, y1, , y2]) => y1 <= y !== y2 <= y)
      .map(([x1, y1, x2, y2]) => [x1 + ((y - y1) / (y2 - y1)) * (x2 - x1), y2 > y1 ? 1 : -1])
      .sort((a, b) => a[0] - b[0])
    let winding = 0
    for (let i = 0; i + 1 < crossings.length; i++) {
      winding += crossings[i][1]
      if (winding !== 0) fill(counts, row, crossings[i][0], crossings[i + 1][0])
    }
  }
  return Buffer.from(counts.map((count) => Math.round((count / (SAMPLES * SAMPLES)) * 15)))
}

function fill(counts, row, from, to) {
  const first = Math.max(0, Math.ceil(from * SAMPLES - 0.5))
  const last = Math.min(WIDTH * SAMPLES - 1, Math.ceil(to * SAMPLES - 0.5) - 1)
  const start = Math.floor(row / SAMPLES) * WIDTH
  for (let x = first; x <= last; x++) counts[start + Math.floor(x / SAMPLES)] += 1
}

/** Straight pieces of an outline; curves are cut into eight. */
function edgesOf(commands) {
  const edges = []
  let [x, y, startX, startY] = [0, 0, 0, 0]
  const lineTo = (nextX, nextY) => {
    edges.push([x, y, nextX, nextY])
    ;[x, y] = [nextX, nextY]
  }
  const curve = (at) => {
    for (let step = 1; step <= 8; step++) lineTo(...at(step / 8))
  }
  for (const c of commands) {
    const [x0, y0] = [x, y]
    if (c.type === 'M') [x, y, startX, startY] = [c.x, c.y, c.x, c.y]
    else if (c.type === 'L') lineTo(c.x, c.y)
    else if (c.type === 'Q') {
      curve((t) => [
        (1 - t) ** 2 * x0 + 2 * t * (1 - t) * c.x1 + t * t * c.x,
        (1 - t) ** 2 * y0 + 2 * t * (1 - t) * c.y1 + t * t * c.y,
      ])
    } else if (c.type === 'C') {
      const bezier = (p0, p1, p2, p3, t) =>
        (1 - t) ** 3 * p0 + 3 * t * (1 - t) ** 2 * p1 + 3 * t * t * (1 - t) * p2 + t ** 3 * p3
      curve((t) => [bezier(x0, c.x1, c.x2, c.x, t), bezier(y0, c.y1, c.y2, c.y, t)])
    } else if (c.type === 'Z') lineTo(startX, startY)
  }
  return edges
}
