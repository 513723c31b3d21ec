import { type PolicyProblem, parsePolicy, statementNodes } from '@/lib/policy/document'
import { type JsonNode, parseJson } from '@/lib/policy/json/json'
import { memberOf } from '@/lib/policy/json/json-tree'
import { indentAt } from '@/lib/policy/json/layout'
import { plural } from '@/lib/text/plural'
import { repairCode } from './repair-code'
import { type Repaired, repairSpelling } from './repair-spelling'

/** `steps` are the repairs in order, one sentence each; empty if the text already was a policy. */
type Repair = { text: string; steps: string[] } | { problem: string }

/** More than any paste needs: what still isn't a policy after so many steps is rejected. */
const MAX_STEPS = 20

const STATEMENT_KEYS = ['Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction']

/** ECR rejects a policy that has one of these with "Invalid repository policy provided". */
const REFUSED_KEYS = ['Resource', 'NotResource']

/**
 * Makes a policy of what a person pasted: the guide's example, a command's output, a bare statement, Terraform or
 * CloudFormation code. A text that already is a policy is returned as it is. Show the steps before using the result.
 */
export function repairPolicy(pasted: string): Repair {
  const [first] = problemsOf(pasted)
  if (first?.code === 'too-long' || first?.code === 'empty') return { problem: first.message }
  const steps: string[] = []
  let text = pasted
  while (steps.length < MAX_STEPS) {
    const repaired = repairCode(text) ?? repairSpelling(text) ?? repairMeaning(text)
    if (!repaired) break
    text = repaired.text
    steps.push(repaired.done)
  }
  const [left] = problemsOf(text)
  if (!left) return { text, steps }
  if (!/[[{]/.test(text))
    return { problem: 'There is no policy here. A policy begins with { and ends with }.' }
  return { problem: left.message }
}

function problemsOf(text: string): PolicyProblem[] {
  const reading = parsePolicy(text)
  return reading.ok ? [] : reading.problems
}

function repairMeaning(text: string): Repaired | undefined {
  const parsed = parseJson(text)
  if ('problem' in parsed) return undefined
  const { node } = parsed
  return unquoted(node) ?? answerOfEcr(text, node) ?? wrapped(text, node) ?? withoutResource(text, node)
}

function unquoted(node: JsonNode): Repaired | undefined {
  if (node.type !== 'scalar' || typeof node.value !== 'string' || !/^\s*["[{]/.test(node.value))
    return undefined
  return { text: node.value, done: 'Take the policy out of the string around it.' }
}

function answerOfEcr(text: string, node: JsonNode): Repaired | undefined {
  const held = memberOf(node, 'policyText')
  if (!held || memberOf(node, 'Statement')) return undefined
  const policy =
    held.type === 'scalar' && typeof held.value === 'string' ? held.value : text.slice(held.start, held.end)
  return { text: policy, done: 'Take the policy out of the output of get-repository-policy.' }
}

function wrapped(text: string, node: JsonNode): Repaired | undefined {
  const version = '  "Version": "2012-10-17",\n  "Statement": '
  if (isStatement(node))
    return {
      text: `{\n${version}[\n    ${movedIn(text, node, '    ')}\n  ]\n}\n`,
      done: 'Put the statement into a policy with Version 2012-10-17.',
    }
  if (node.type !== 'array' || node.items.length === 0 || !node.items.every(isStatement)) return undefined
  const count = plural(node.items.length, 'statement')
  return {
    text: `{\n${version}${movedIn(text, node, '  ')}\n}\n`,
    done: `Put ${count} into a policy with Version 2012-10-17.`,
  }
}

function isStatement(node: JsonNode): boolean {
  return !memberOf(node, 'Statement') && STATEMENT_KEYS.some((key) => memberOf(node, key))
}

/** The text of a value, indented so that its last line has this indentation. */
function movedIn(text: string, node: JsonNode, indent: string): string {
  const own = indentAt(text, node.end)
  const [first, ...lines] = text.slice(node.start, node.end).split('\n')
  return [
    first,
    ...lines.map((line) => indent + (line.startsWith(own) ? line.slice(own.length) : line)),
  ].join('\n')
}

function withoutResource(text: string, node: JsonNode): Repaired | undefined {
  if (node.type !== 'object') return undefined
  const statements = statementNodes(node)
  const cuts = statements.map(refusedParts).filter((parts) => parts.length > 0)
  if (cuts.length === 0) return undefined
  let kept = ''
  let end = 0
  for (const cut of cuts.flat()) {
    kept += text.slice(end, cut.start)
    end = cut.end
  }
  const keys = REFUSED_KEYS.filter((key) => statements.some((statement) => memberOf(statement, key)))
  return {
    text: kept + text.slice(end),
    done: `Remove ${keys.join(' and ')} from ${plural(cuts.length, 'statement')}: a repository policy always applies to its own repository.`,
  }
}

/** The ranges of the members that ECR rejects, each with its comma. */
function refusedParts(statement: JsonNode): { start: number; end: number }[] {
  if (statement.type !== 'object') return []
  const { members } = statement
  const firstKept = members.findIndex(({ key }) => !REFUSED_KEYS.includes(key))
  return members.flatMap(({ key, keyStart, value }, index) => {
    if (!REFUSED_KEYS.includes(key)) return []
    const before = firstKept >= 0 && firstKept < index ? members[index - 1] : undefined
    if (before) return [{ start: before.value.end, end: value.end }]
    return [{ start: keyStart, end: members[index + 1]?.keyStart ?? value.end }]
  })
}
