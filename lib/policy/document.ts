import { type Json, type JsonNode, type JsonObject, MAX_DEPTH, type ObjectNode, parseJson } from './json/json'
import { asList, compactText, memberOf, positionOf, toValue } from './json/json-tree'

/** The longest text that is parsed, in characters: enough for the longest policy in the widest layout. */
export const TEXT_LIMIT = 65_536

/** ECR's limit on the policy that is sent (API reference, SetRepositoryPolicy, policyText), in characters. */
export const POLICY_LIMIT = 10_240

/** More than anyone reads at once; finding the line of each one takes a pass over the text. */
const MOST_PROBLEMS = 20

/** A policy as its author wrote it. `value` and `statements` are derived; the text is the source of truth. */
export type PolicyDocument = {
  readonly text: string
  readonly root: ObjectNode
  readonly value: JsonObject
  readonly statements: readonly Json[]
}

export type PolicyProblem = {
  code:
    | 'empty'
    | 'too-long'
    | 'syntax'
    | 'trailing-comma'
    | 'duplicate-key'
    | 'forbidden-key'
    | 'too-deep'
    | 'not-an-object'
    | 'number-as-account'
  /** A sentence for people, without the position. */
  message: string
  offset: number
  line: number
  column: number
}

export type PolicyReading = { ok: true; document: PolicyDocument } | { ok: false; problems: PolicyProblem[] }

/** Parses a policy, or says where that fails. The document keeps every character of the text. */
export function parsePolicy(text: string): PolicyReading {
  if (text.length > TEXT_LIMIT) return refused(text, tooLong(text))
  if (text.trim() === '')
    return refused(text, { code: 'empty', message: 'There is no policy here.', offset: 0 })
  const parsed = parseJson(text)
  if ('problem' in parsed) return refused(text, parsed.problem)
  const root = parsed.node
  if (root.type !== 'object')
    return refused(text, {
      code: 'not-an-object',
      message: 'A policy must be a JSON object with a Version and a Statement.',
      offset: root.start,
    })
  const numbers = numericAccounts(root)
  if (numbers.length > 0) return refused(text, ...numbers.map((node) => numberProblem(text, node)))
  return { ok: true, document: documentOf(text, root) }
}

/** Parses a single statement, shallow enough to fit into a policy. */
export function parseStatement(
  text: string,
): { ok: true; statement: JsonObject } | { ok: false; problems: PolicyProblem[] } {
  if (text.length > TEXT_LIMIT) return refused(text, tooLong(text))
  const parsed = parseJson(text, MAX_DEPTH - 2)
  if ('problem' in parsed) return refused(text, parsed.problem)
  if (parsed.node.type === 'object') return { ok: true, statement: toValue(parsed.node) }
  return refused(text, {
    code: 'not-an-object',
    message: 'A statement must be a JSON object with an Effect, a Principal and an Action.',
    offset: parsed.node.start,
  })
}

export function documentOf(text: string, root: ObjectNode): PolicyDocument {
  const value = toValue(root)
  return { text, root, value, statements: asList(value.Statement) }
}

/** The statements' nodes, in the order of `statements`, whether Statement is an array or a single object. */
export function statementNodes(root: ObjectNode): JsonNode[] {
  const statement = memberOf(root, 'Statement')
  if (!statement) return []
  return statement.type === 'array' ? statement.items : [statement]
}

/** A stored policy as a document; undefined for none. What ECR stores can always be parsed. */
export function storedPolicy(text: string | null): PolicyDocument | undefined {
  const reading = text === null ? undefined : parsePolicy(text)
  return reading?.ok ? reading.document : undefined
}

/** The text to send. Only whitespace is left out, so that the policy has as much room as possible. */
export function textToSend(document: PolicyDocument): string {
  return compactText(document.text, document.root)
}

/** 10240 as 10,240. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

type Found = Omit<PolicyProblem, 'line' | 'column'>

function tooLong({ length }: string): Found {
  const message = `This text has ${grouped(length)} characters. A policy can have at most ${grouped(POLICY_LIMIT)}.`
  return { code: 'too-long', message, offset: 0 }
}

function refused(text: string, ...problems: Found[]): { ok: false; problems: PolicyProblem[] } {
  return {
    ok: false,
    problems: problems
      .slice(0, MOST_PROBLEMS)
      .map((problem) => ({ ...problem, ...positionOf(text, problem.offset) })),
  }
}

/** A number drops an account ID's leading zero, or ECR rejects it, so it is never taken for the account. */
function numericAccounts(root: ObjectNode): JsonNode[] {
  return statementNodes(root)
    .flatMap((statement) => [memberOf(statement, 'Principal'), memberOf(statement, 'NotPrincipal')])
    .flatMap((principal) => (principal ? (memberOf(principal, 'AWS') ?? principal) : []))
    .flatMap((named) => (named.type === 'array' ? named.items : [named]))
    .filter((named) => named.type === 'scalar' && typeof named.value === 'number')
}

function numberProblem(text: string, { start, end }: JsonNode): Found {
  const digits = text.slice(start, end)
  return {
    code: 'number-as-account',
    message: `The account ID ${digits} is written as a number. Put it in quotes: "${digits}".`,
    offset: start,
  }
}
