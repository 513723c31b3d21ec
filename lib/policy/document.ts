import { type Json, type JsonNode, type JsonObject, MAX_DEPTH, type ObjectNode, parseJson } from './json/json'
import { asList, compactText, memberOf, positionOf, toValue } from './json/json-tree'

/** The longest text that is read, in characters: room for a policy at its limit in the most generous layout. */
export const TEXT_LIMIT = 65_536

/** ECR's limit on the policy that is sent (API reference, SetRepositoryPolicy, policyText), in characters. */
export const POLICY_LIMIT = 10_240

/** More than anybody reads at once; to find the line of each costs the length of the text. */
const MOST_PROBLEMS = 20

/** A policy as its author wrote it. `value` and `statements` say what the text means; the text is the truth. */
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
  /** One sentence for the person, without the place. */
  message: string
  offset: number
  line: number
  column: number
}

export type PolicyReading = { ok: true; document: PolicyDocument } | { ok: false; problems: PolicyProblem[] }

/** Reads a policy's text, or says where it cannot be read. A reading keeps every character of the text. */
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
      message: 'A policy is an object in braces, with a Version and a Statement.',
      offset: root.start,
    })
  const numbers = numericAccounts(root)
  if (numbers.length > 0) return refused(text, ...numbers.map((node) => numberProblem(text, node)))
  return { ok: true, document: documentOf(text, root) }
}

/** Reads the text of one statement, shallow enough to stand in a policy. */
export function parseStatement(
  text: string,
): { ok: true; statement: JsonObject } | { ok: false; problems: PolicyProblem[] } {
  if (text.length > TEXT_LIMIT) return refused(text, tooLong(text))
  const parsed = parseJson(text, MAX_DEPTH - 2)
  if ('problem' in parsed) return refused(text, parsed.problem)
  if (parsed.node.type === 'object') return { ok: true, statement: toValue(parsed.node) }
  return refused(text, {
    code: 'not-an-object',
    message: 'A statement is an object in braces, with an Effect, a Principal and an Action.',
    offset: parsed.node.start,
  })
}

export function documentOf(text: string, root: ObjectNode): PolicyDocument {
  const value = toValue(root)
  return { text, root, value, statements: asList(value.Statement) }
}

/** The statements' nodes, in the order of `statements`, whether they stand in a list or one stands alone. */
export function statementNodes(root: ObjectNode): JsonNode[] {
  const statement = memberOf(root, 'Statement')
  if (!statement) return []
  return statement.type === 'array' ? statement.items : [statement]
}

/** A stored policy as a document; undefined for none. What ECR stores can always be read. */
export function storedPolicy(text: string | null): PolicyDocument | undefined {
  const reading = text === null ? undefined : parsePolicy(text)
  return reading?.ok ? reading.document : undefined
}

/** The text to send: nothing but the blanks is left out, so that the author's policy has the most room. */
export function textToSend(document: PolicyDocument): string {
  return compactText(document.text, document.root)
}

/** 10240 as people read it: 10,240. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

/** A problem whose line is not counted yet. */
type Found = Omit<PolicyProblem, 'line' | 'column'>

function tooLong({ length }: string): Found {
  const message = `This text has ${grouped(length)} characters. A policy has at most ${grouped(POLICY_LIMIT)}.`
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

/** A number loses an account's leading zero, or is refused by ECR: it must never pass for the account. */
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
    message: `The account ${digits} is written as a number. Put it in quotes: "${digits}".`,
    offset: start,
  }
}
