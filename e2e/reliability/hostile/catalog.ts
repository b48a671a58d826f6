import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sampleCatalog } from '../../../sandbox/world-settings'

/** A catalog file: the sample, and goods with these names, `hostile-0` and on, each with a quick key. */
export async function hostileCatalog(
  names: readonly string[],
): Promise<{ readonly file: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hostile-'))
  const file = join(folder, 'catalog.csv')
  const sample = await readFile(sampleCatalog(), 'utf8')
  const rows = names.map((name, at) => {
    const quoted = `"${name.replaceAll('"', '""')}"`
    const category = `"${name.slice(0, 40).replaceAll('"', '""')}"`
    return `hostile-${at},${quoted},${at + 1}.99,8,HOSTILE-${at},${category},each,yes`
  })
  await writeFile(file, `${sample.trimEnd()}\n${rows.join('\n')}\n`)
  return { file, remove: () => rm(folder, { recursive: true, force: true }) }
}
