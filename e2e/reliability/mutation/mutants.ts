/*
 * What can be made wrong in a source: each mutant is one small mistake somebody could have made. Left out by
 * rule, never by hand: what stands in `assert(…)`, `unreachable(…)` and `new Bug(…)` (laws that only break when
 * the program is already wrong), the detail of a `new Fault(…)` (text for the log), types and imports.
 */
import ts from 'typescript'

/** One mistake: the text between two places of a file, and what stands there instead. */
export type Mutant = {
  readonly file: string
  readonly line: number
  readonly begin: number
  readonly end: number
  readonly from: string
  readonly to: string
  /** A statement is taken out; everything else is an expression for another. */
  readonly isStatement: boolean
  /** It is the beginning of a statement: no bracket may follow the line before. */
  readonly isFirst: boolean
}

/** Every mutant of a source, from its first line to its last. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Mutant[] = []
  const visit = (node: ts.Node): void => {
    if (isLeftOut(node)) return
    for (const to of mistakesIn(node)) {
      // Where an answer is undefined already, to answer nothing is no mistake.
      if (to !== node.getText(source)) found.push(mutant(node, to))
    }
    node.forEachChild(visit)
  }
  const mutant = (node: ts.Node, to: string): Mutant => {
    const begin = node.getStart(source)
    const line = source.getLineAndCharacterOfPosition(begin).line + 1
    const place = { file, line, begin, end: node.getEnd(), from: node.getText(source), to }
    return { ...place, isStatement: ts.isStatement(node), isFirst: isFirst(node) }
  }
  source.forEachChild(visit)
  return found
}

function isFirst(node: ts.Node): boolean {
  let statement = node.parent
  while (!ts.isStatement(statement) && !ts.isSourceFile(statement)) statement = statement.parent
  return ts.isExpressionStatement(statement) && statement.getStart() === node.getStart()
}

const LAWS: ReadonlySet<string> = new Set(['assert', 'unreachable'])

function isLeftOut(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    return true
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true
  if (ts.isCallExpression(node)) return LAWS.has(node.expression.getText())
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Bug'
  const { parent } = node
  const isFault = ts.isNewExpression(parent) && parent.expression.getText() === 'Fault'
  return isFault && parent.arguments?.[2] === node
}

/** What could stand in the place of a node. */
function mistakesIn(node: ts.Node): readonly string[] {
  if (ts.isBinaryExpression(node)) return [...inOperator(node), ...inCondition(node)]
  if (ts.isCallExpression(node)) return [...inCall(node), ...inCondition(node)]
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [`(${node.operand.getText()})`]
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ['false']
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ['true']
  if (ts.isNumericLiteral(node) && !isName(node)) return [another(node)]
  if (ts.isStringLiteral(node) && !isName(node) && node.text !== '') return [`'?'`]
  if (ts.isExpressionStatement(node) && !isLeftOut(node.expression)) return ['']
  return inCondition(node)
}

/** A number below a thousand is one more; of a larger one (a bound, a wait) one more is no other, so it is 0. */
function another(node: ts.NumericLiteral): string {
  const value = Number(node.text.replaceAll('_', ''))
  return value < 1000 ? `${value + 1}` : '0'
}

/** The name of a property is no value. */
function isName(node: ts.Node): boolean {
  const { parent } = node
  return (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '==': ['!='],
  '!=': ['=='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
}

function inOperator({ left, operatorToken, right }: ts.BinaryExpression): readonly string[] {
  const others = OPERATORS[operatorToken.getText()] ?? []
  return others.map((other) => `(${left.getText()}) ${other} (${right.getText()})`)
}

/** A condition that is always so, or never. A loop is never made endless. */
function inCondition(node: ts.Node): readonly string[] {
  const { parent } = node
  if (ts.isIfStatement(parent) && parent.expression === node) return ['true', 'false']
  if (ts.isConditionalExpression(parent) && parent.condition === node) return ['true', 'false']
  if (ts.isWhileStatement(parent) && parent.expression === node) return ['false']
  if (ts.isForStatement(parent) && parent.condition === node) return ['false']
  return inReturned(node)
}

function inReturned(node: ts.Node): readonly string[] {
  if (!ts.isReturnStatement(node.parent)) return []
  return ts.isExpression(node) && !ts.isBinaryExpression(node) ? ['undefined'] : []
}

const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  max: 'min',
  min: 'max',
  floor: 'ceil',
  ceil: 'floor',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
}

/** A part of `a?.b()` cannot stand alone: what follows is skipped with it. */
function isInsideChain(node: ts.CallExpression): boolean {
  return (node.flags & node.parent.flags & ts.NodeFlags.OptionalChain) !== 0
}

/** Calls whose answer is, but for the work they do, what they were asked of. */
const WITHOUT: ReadonlySet<string> = new Set(['filter', 'sort', 'reverse', 'slice', 'trim'])

function inCall(node: ts.CallExpression): readonly string[] {
  const called = node.expression
  if (!ts.isPropertyAccessExpression(called) || isInsideChain(node)) return []
  const name = called.name.text
  const of = called.expression.getText()
  const other = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  const args = node.arguments.map((one) => one.getText()).join(', ')
  if (other !== undefined) return [`${of}.${other}(${args})`]
  return WITHOUT.has(name) ? [of] : []
}
