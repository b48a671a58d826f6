/*
 * What the stand-in runtime starts when it is given a folder, as every Electron does: `electron <folder>`.
 * A packaged program has no such part, so runtime.mjs adds this one. It understands `-r <module>`
 * (load this first; the journeys need it), passes over other switches, and takes the first plain argument
 * as the folder of the program.
 */
const { app } = require('electron')
const Module = require('node:module')
const path = require('node:path')

const early = []
let folder
for (let at = 1; at < process.argv.length && folder === undefined; at += 1) {
  const argument = process.argv[at]
  if (argument === '-r' || argument === '--require') early.push(process.argv[(at += 1)])
  else if (!argument.startsWith('-')) folder = path.resolve(argument)
}

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
for (const file of early) Module._load(file, module, false)
if (folder === undefined) {
  process.stderr.write('Name the folder of the program to start.\n')
  process.exit(1)
}

try {
  const manifest = require(path.join(folder, 'package.json'))
  if (manifest.version) app.setVersion(manifest.version)
  app.setName(manifest.productName ?? manifest.name)
} catch (error) {
  // A single script has no manifest; anything else is worth a word.
  if (error.code !== 'MODULE_NOT_FOUND') process.stderr.write(`${error.message}\n`)
}
app.setAppPath(folder)
Module._load(Module._resolveFilename(folder, module, true), module, true)
