import { readdirSync } from 'node:fs'
import type { Red } from './red'

const NOT_TABLES = new Set(['red.ts', 'copy.ts', 'tables.ts', 'unnoticed.ts'])

/** Every protection of every table in this folder. */
export async function allReds(): Promise<readonly Red[]> {
  const names = readdirSync('e2e/reliability/red').filter((name) => !NOT_TABLES.has(name))
  const tables: { readonly REDS: readonly Red[] }[] = await Promise.all(
    names.map((name) => import(`./${name}`)),
  )
  return tables.flatMap((table) => table.REDS)
}
