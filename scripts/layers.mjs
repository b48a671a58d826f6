/*
 * npm run check holds the line of layer-rules.mjs with this: every import of every source file is read,
 * type imports and dynamic ones too, and what breaks a rule is named with the reason for the rule.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, posix } from 'node:path'
import ts from 'typescript'
import {
  FORBIDDEN_IMPORTS,
  NOT_IMPORTED,
  ROOMS,
  SINGLE_USERS,
  TEST_FILES,
  TEST_PACKAGES,
} from './layer-rules.mjs'
import { ROOT } from './paths.mjs'
import { main, say } from './process.mjs'

const FOLDERS = ['shared', 'electron', 'renderer', 'sandbox', 'e2e', 'scripts']
const TEST = /\.(test|bench)\.tsx?$|(^|\/)(testing|fixtures)\/|(^|\/)[\w-]*fixtures?\.ts$/
const APP = /^(shared|electron|renderer)\//

/**
 * Finds every breach of the rules.
 * @param {ReadonlyMap<string, string>} files  text by path from the root, with slashes
 * @returns {string[]}  one sentence each
 */
export function findBreaches(files) {
  const sources = [...files].map(([path, text]) => readSource(path, text, files))
  return [
    ...sources.flatMap((source) => [
      ...source.imports.flatMap((one) => importBreaches(source, one)),
      ...singleUserBreaches(source),
      ...(/(^|\/)index\.tsx?$/.test(source.path)
        ? [`${source.path}: a barrel; name the file after its main export`]
        : []),
    ]),
    ...findCycles(sources),
  ]
}

function readSource(path, text, files) {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const source = {
    path,
    test: TEST.test(path),
    imports: [],
    identifiers: [],
    texts: [],
    properties: [],
  }
  const visit = (node) => {
    const found = importOf(node)
    if (found) source.imports.push({ ...found, file: resolve(path, found.name, files) })
    else if (ts.isIdentifier(node)) source.identifiers.push(node.text)
    else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) source.texts.push(node.text)
    if (ts.isPropertyAccessExpression(node))
      source.properties.push([node.expression.getText(tree), node.name.text])
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return source
}

/** An import or export declaration, `import('…')` as a value or as a type. */
function importOf(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const name = node.moduleSpecifier?.text
    if (name === undefined) return undefined
    const clause = node.importClause ?? node
    const named = node.importClause?.namedBindings ?? node.exportClause
    const each = named && 'elements' in named ? named.elements : []
    const onlyTypes =
      each.length > 0 && each.every((one) => one.isTypeOnly) && !node.importClause?.name
    return { name, type: clause.isTypeOnly || onlyTypes }
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return { name: node.arguments[0]?.text ?? '', type: false }
  if (ts.isImportTypeNode(node)) return { name: node.argument.literal?.text ?? '', type: true }
  return undefined
}

function resolve(from, name, files) {
  if (!name.startsWith('.')) return undefined
  const base = posix.join(posix.dirname(from), name)
  const guesses = [base, `${base}.ts`, `${base}.tsx`, `${base}.mjs`, `${base}/index.ts`]
  return guesses.find((guess) => files.has(guess)) ?? base
}

function importBreaches(source, { name, type, file }) {
  const room = ROOMS.find(({ from }) => new RegExp(from).test(source.path))
  if (!room) return [`${source.path}: is in no room of layer-rules.mjs`]
  const breach = (what) => [`${source.path}: ${what} (${room.because})`]
  if (file === undefined)
    return packageAllowed(source, room, name) ? [] : breach(`may not import ${name}`)
  if (NOT_IMPORTED.some((pattern) => new RegExp(pattern).test(file)) && !source.test)
    return breach(`nobody imports ${file}`)
  const forbidden = FORBIDDEN_IMPORTS.find(
    ({ from, to }) => new RegExp(from).test(source.path) && new RegExp(to).test(file),
  )
  if (forbidden) return [`${source.path}: may not import ${file} (${forbidden.because})`]
  if (fits(room.files, file, room, source) || testAllowed(source, file)) return []
  if (fits(room.types ?? [], file, room, source))
    return type || source.test ? [] : breach(`may import only types from ${file}`)
  return breach(`may not import ${file}`)
}

function fits(patterns, file, room, source) {
  const own = new RegExp(room.from).exec(source.path)?.[1] ?? ''
  return patterns.some((pattern) => new RegExp(pattern.replace('$1', own)).test(file))
}

function testAllowed(source, file) {
  if (!source.test) return false
  const extra = TEST_FILES.filter(({ from }) => new RegExp(from).test(source.path))
  return extra.some(({ files }) => files.some((pattern) => new RegExp(pattern).test(file)))
}

function packageAllowed(source, room, name) {
  if (room.packages === '*') return true
  if (source.test && source.path.startsWith('electron/') && name === 'serialport') return true
  const wanted = isBuiltin(name) ? 'node' : packageOf(name)
  if (source.test && TEST_PACKAGES.includes(wanted)) return true
  return room.packages.includes(wanted)
}

function packageOf(name) {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

function singleUserBreaches(source) {
  if (!APP.test(source.path) || source.test) return []
  return SINGLE_USERS.filter(({ user }) => !new RegExp(user).test(source.path)).flatMap((rule) => {
    const what = usedThing(source, rule)
    return what
      ? [`${source.path}: ${what} belongs to ${rule.user.replace(/[\\^$]/g, '')} alone`]
      : []
  })
}

function usedThing(source, rule) {
  if (rule.package && source.imports.some(({ name }) => packageOf(name) === rule.package))
    return rule.package
  if (rule.identifier && source.identifiers.includes(rule.identifier)) return rule.identifier
  if (rule.text && source.texts.some((text) => text.startsWith(rule.text))) return `"${rule.text}…"`
  const [object, property] = rule.property ?? []
  const uses = ([left, right]) => right === property && (left === object || left === 'globalThis')
  return rule.property && source.properties.some(uses) ? rule.property.join('.') : undefined
}

/** Each file is walked once; a file met again on the way down closes a cycle. */
function findCycles(sources) {
  const next = new Map(sources.map(({ path, imports }) => [path, imports.map(({ file }) => file)]))
  const done = new Set()
  const cycles = []
  const walk = (path, way) => {
    if (way.includes(path)) return cycles.push([...way.slice(way.indexOf(path)), path].join(' → '))
    if (done.has(path)) return
    for (const file of next.get(path) ?? []) if (next.has(file)) walk(file, [...way, path])
    done.add(path)
  }
  for (const path of next.keys()) walk(path, [])
  return cycles.map((cycle) => `a cycle: ${cycle}`)
}

/** Reads every source file of the checkout. */
export function readSources(root = ROOT) {
  const files = new Map()
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) walk(path)
      else if (/\.(tsx?|mjs)$/.test(path)) files.set(path, readFileSync(join(root, path), 'utf8'))
    }
  }
  for (const folder of FOLDERS) if (existsSync(join(root, folder))) walk(folder)
  return files
}

await main(import.meta.url, () => {
  const breaches = findBreaches(readSources())
  for (const breach of breaches) say(breach)
  return breaches.length > 0 ? 1 : 0
})
