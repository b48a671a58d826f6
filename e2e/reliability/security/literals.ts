import * as ts from 'typescript'

/** Every text of a program that begins as an address without encryption does; comments apart. */
export function literalsOf(program: string): readonly string[] {
  const found: string[] = []
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      if (/^(?:http|ws|ftp):\/\//i.test(node.text)) found.push(node.text)
    }
    ts.forEachChild(node, look)
  }
  look(ts.createSourceFile('built.js', program, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS))
  return found
}
