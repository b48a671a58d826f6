/*
 * Whether a mistake gets past the compiler. One that does not never lands, so no test needs to notice it: it is
 * no mutant. Only the file of the mistake is looked at: what it breaks in files that import it is left to tests.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { Mutant } from './mutants'

/** The compiler of the domain and the main process, kept warm between questions. */
export class Compiler {
  readonly #root: string
  readonly #service: ts.LanguageService
  /** The file that is changed for a question, by its version. */
  #changed = { path: '', text: '', version: 0 }

  /** @param root  the folder of the project */
  constructor(root: string) {
    this.#root = root
    const files: string[] = []
    let options: ts.CompilerOptions = {}
    for (const name of ['tsconfig.shared.json', 'tsconfig.node.json']) {
      const { config } = ts.readConfigFile(join(root, name), (path) => ts.sys.readFile(path)) as {
        config: unknown
      }
      const parsed = ts.parseJsonConfigFileContent(config, ts.sys, root)
      files.push(...parsed.fileNames)
      options = parsed.options
    }
    this.#service = ts.createLanguageService({
      getScriptFileNames: () => files,
      getScriptVersion: (path) => `${path === this.#changed.path ? this.#changed.version : 0}`,
      getScriptSnapshot: (path) => {
        const text = path === this.#changed.path ? this.#changed.text : ts.sys.readFile(path)
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
      },
      getCurrentDirectory: () => root,
      getCompilationSettings: () => options,
      getDefaultLibFileName: (one) => ts.getDefaultLibFilePath(one),
      fileExists: (path) => ts.sys.fileExists(path),
      readFile: (path) => ts.sys.readFile(path),
      directoryExists: (path) => ts.sys.directoryExists(path),
      getDirectories: (path) => ts.sys.getDirectories(path),
    })
  }

  /** Whether the project compiles with this mistake in it. */
  takes({ file, begin, end, to, isStatement, isFirst }: Mutant): boolean {
    const path = join(this.#root, file)
    const text = readFileSync(path, 'utf8')
    const mistake = isStatement ? to : `${isFirst ? 'void ' : ''}(${to})`
    const wrong = `${text.slice(0, begin)}${mistake}${text.slice(end)}`
    this.#changed = { path, text: wrong, version: this.#changed.version + 1 }
    const syntax = this.#service.getSyntacticDiagnostics(path)
    return syntax.length === 0 && this.#service.getSemanticDiagnostics(path).length === 0
  }
}
