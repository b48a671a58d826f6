import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './paths.mjs'

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

describe('packing', () => {
  it('[E19] sets the fuses before anything is signed', () => {
    expect(read('electron-builder.yml')).toMatch(/^afterPack: \.\/scripts\/fuses\.mjs$/m)
    const packer = read('node_modules/app-builder-lib/out/platformPackager.js')
    const order = ['await this.info.emitAfterPack(', 'await this.doSignAfterPack('].map((step) =>
      packer.indexOf(step),
    )
    expect(order.every((at) => at > 0)).toBe(true)
    expect(order[0]).toBeLessThan(order[1] ?? 0)
  })

  it('brings the list of packages along, under the name the support file asks for', () => {
    const packed = /from: out\/sbom\.cdx\.json\n\s+to: (\S+)\n/.exec(read('electron-builder.yml'))
    expect(packed).not.toBeNull()
    // Extra resources lie beside the archive, not in it.
    expect(read('electron/main.ts')).toContain(`join(process.resourcesPath, '${packed?.[1]}')`)
  })
})
