/** An ESLint rule: whatever a file exports has a docstring, which opens with a sentence. */
export const documented = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'Say in a docstring what {{name}} is, in the words of the trade.' },
  },
  create(context) {
    return {
      ExportNamedDeclaration(node) {
        if (!node.declaration || isOverload(node)) return
        const before = context.sourceCode.getCommentsBefore(node).at(-1)
        if (before?.type === 'Block' && /^\*\s*\S/.test(before.value)) return
        context.report({ node, messageId: 'missing', data: { name: nameOf(node.declaration) } })
      },
    }
  },
}

/** The first of several signatures has the docstring of all. */
function isOverload(node) {
  const siblings = node.parent.body
  const before = siblings[siblings.indexOf(node) - 1]
  const name = node.declaration.id?.name
  return name !== undefined && before?.declaration?.id?.name === name
}

function nameOf(declaration) {
  return declaration.id?.name ?? declaration.declarations?.[0]?.id?.name ?? 'this export'
}
