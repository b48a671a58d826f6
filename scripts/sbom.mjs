/*
 * Writes out/sbom.cdx.json: every package of the lockfile as a CycloneDX list, for whoever has to say what is
 * in the terminal. `npm sbom` reads the lockfile alone; packages that esbuild folds into the program are
 * development packages there, so the list holds those as well.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OUT, ROOT } from './paths.mjs'
import { ask, main, npm, Problem, say } from './process.mjs'

/** Writes the list and answers its file. */
export async function writeSbom() {
  const { command, args, shell } = npm([
    'sbom',
    '--sbom-format=cyclonedx',
    '--sbom-type=application',
    '--package-lock-only',
  ])
  const { code, stdout, stderr } = await ask(command, args, { shell, cwd: ROOT })
  if (code !== 0) throw new Problem(`The list of packages could not be made.\n${stderr.trim()}`)
  const list = JSON.parse(stdout)
  if (list.bomFormat !== 'CycloneDX') throw new Problem('npm sbom wrote something else.')
  const file = join(OUT, 'sbom.cdx.json')
  await mkdir(OUT, { recursive: true })
  await writeFile(file, stdout)
  return file
}

await main(import.meta.url, async () => {
  say(`Every package is listed in ${await writeSbom()}.`)
})
