import { documentOf, type PolicyDocument, statementNodes } from '@/lib/policy/document'
import { type JsonNode, type JsonObject, type ObjectNode, parseJson } from '@/lib/policy/json/json'
import { memberOf, toValue } from '@/lib/policy/json/json-tree'
import { indentAt, keptTexts, layoutOf, OUR_LAYOUT, printJson } from '@/lib/policy/json/layout'

/** The result of an edit. With no statements left the policy has to be deleted: ECR rejects an empty Statement. */
export type PolicyEdit = { kind: 'document'; document: PolicyDocument } | { kind: 'delete-policy' }

/** The Version that IAM recommends for new policies; variables such as `${aws:username}` only work in it. */
const NEW_VERSION = '2012-10-17'

/** A policy with these statements, for a repository that has none. */
export function newPolicy(statements: readonly JsonObject[]): PolicyDocument {
  const value = { Version: NEW_VERSION, Statement: [...statements] }
  return reread(`${printJson(value, OUR_LAYOUT)}\n`)
}

/** Appends a statement. Without a document, creates one. */
export function addStatement(document: PolicyDocument | undefined, statement: JsonObject): PolicyDocument {
  if (!document) return newPolicy([statement])
  const { text, root } = document
  const holder = memberOf(root, 'Statement')
  const last = statementNodes(root).at(-1)
  if (!holder) return reread(withStatementMember(document, statement))
  if (!last) {
    const indent = indentAt(text, holder.start)
    return reread(
      splice(text, holder, printJson([statement], { ...layoutOf(text, root), flatLists: false }, indent)),
    )
  }
  const added = printStatement(document, statement, indentAt(text, last.end))
  if (holder.type !== 'array')
    return reread(splice(text, last, `[${text.slice(last.start, last.end)}, ${added}]`))
  const [first, second] = holder.items
  const gap =
    second && first ? text.slice(first.end, second.start) : `,${text.slice(holder.start + 1, first?.start)}`
  return reread(splice(text, { start: last.end, end: last.end }, gap + added))
}

/** Replaces a statement. Whatever both have in common keeps its spelling. */
export function replaceStatement(
  document: PolicyDocument,
  index: number,
  statement: JsonObject,
): PolicyDocument {
  const old = requireStatement(document, index)
  if (JSON.stringify(toValue(old)) === JSON.stringify(statement)) return document
  const printed = printStatement(document, statement, indentAt(document.text, old.end), old)
  return reread(splice(document.text, old, printed))
}

export function removeStatement(document: PolicyDocument, index: number): PolicyEdit {
  const removed = requireStatement(document, index)
  const nodes = statementNodes(document.root)
  if (nodes.length === 1) return { kind: 'delete-policy' }
  const before = nodes[index - 1]
  const after = nodes[index + 1]
  const cut = before
    ? { start: before.end, end: removed.end }
    : { start: removed.start, end: after?.start ?? removed.end }
  return { kind: 'document', document: reread(splice(document.text, cut, '')) }
}

/** Writes another Version. It changes how variables are read, so nothing but a person’s wish ever calls for it. */
export function setVersion({ text, root }: PolicyDocument, version: string): PolicyDocument {
  const found = memberOf(root, 'Version')
  if (found) return reread(splice(text, found, JSON.stringify(version)))
  const layout = layoutOf(text, root)
  const [first] = root.members
  if (!first) return reread(splice(text, root, printJson({ Version: version }, layout)))
  const gap = text.slice(root.start + 1, first.keyStart)
  const member = `"Version"${layout.colon}${JSON.stringify(version)},${gap === '' && layout.colon.endsWith(' ') ? ' ' : gap}`
  return reread(splice(text, { start: first.keyStart, end: first.keyStart }, member))
}

/** Gives what stands beside the statements another name. */
export function renameMember({ text, root }: PolicyDocument, from: string, to: string): PolicyDocument {
  const member = root.members.find(({ key }) => key === from)
  if (!member) throw new RangeError(`the policy has no part ${from}`)
  return reread(splice(text, { start: member.keyStart, end: member.keyEnd }, JSON.stringify(to)))
}

function printStatement(
  { text, root }: PolicyDocument,
  statement: JsonObject,
  indent: string,
  old?: JsonNode,
): string {
  const members = old?.type === 'object' ? old.members : []
  const same = members.filter(
    ({ key, value }) => JSON.stringify(toValue(value)) === JSON.stringify(statement[key]),
  )
  return printJson(statement, layoutOf(text, root), indent, keptTexts(text, same))
}

function withStatementMember({ text, root }: PolicyDocument, statement: JsonObject): string {
  const layout = layoutOf(text, root)
  const last = root.members.at(-1)
  const printed = `"Statement"${layout.colon}${printJson([statement], { ...layout, flatLists: false }, layout.unit)}`
  if (!last) return splice(text, root, printJson({ Statement: [statement] }, layout))
  const [first] = root.members
  const gap = text.slice(root.start + 1, first?.keyStart)
  return splice(text, { start: last.value.end, end: last.value.end }, `,${gap}${printed}`)
}

function requireStatement(document: PolicyDocument, index: number): JsonNode {
  const node = statementNodes(document.root)[index]
  if (!node) throw new RangeError(`the policy has no statement ${index}`)
  return node
}

function splice(text: string, { start, end }: { start: number; end: number }, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end)
}

/** A readable text in which one value was put in the place of another is readable again. */
function reread(text: string): PolicyDocument {
  const parsed = parseJson(text)
  if ('problem' in parsed) throw new Error(`an edit broke the policy: ${parsed.problem.message}`)
  return documentOf(text, asObject(parsed.node))
}

function asObject(node: JsonNode): ObjectNode {
  if (node.type !== 'object') throw new Error('an edit left no policy')
  return node
}
