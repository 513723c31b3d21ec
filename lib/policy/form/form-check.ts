import { parseOperator } from '@/lib/policy/operators'
import type { Condition, Statement } from '@/lib/policy/statement'
import { quoted, shownCharacter } from '@/lib/text/quoted'
import type { StatementForm } from './form'
import { guidedProblem } from './guided-conditions'

export type FormField = 'sid' | 'principals' | 'actions' | 'resources' | 'conditions'
export type FormFinding = { field: FormField; index?: number; message: string }

/** Looser than IAM's letters and digits, stricter than ECR: characters that every tool shows and no one misreads. */
const SID_CHARACTER = /^[A-Za-z0-9_ -]$/
const LONGEST_SID = 128

/**
 * What is missing or contradictory in a form, field by field. The Sid and the conditions that the statement was `found`
 * with are always accepted; `takenSids` are those of the other statements.
 */
export function checkForm(
  form: StatementForm,
  {
    takenSids = [],
    found,
  }: { takenSids?: readonly string[]; found?: Pick<Statement, 'sid' | 'conditions'> | undefined } = {},
): FormFinding[] {
  return [
    ...checkSid(form.sid, takenSids, found?.sid),
    ...checkPrincipals(form.principals),
    ...(form.actions.length === 0
      ? [{ field: 'actions' as const, message: 'Choose at least one action, for example Pull only actions.' }]
      : []),
    ...checkResources(form.resources),
    ...checkConditions(form.conditions, found?.conditions ?? []),
  ]
}

function checkSid(sid: string, taken: readonly string[], found: string | undefined): FormFinding[] {
  if (sid === (found ?? '')) return []
  const message = taken.includes(sid)
    ? `Another statement is already called ${quoted(sid)}. Choose a different name.`
    : sidProblem(sid)
  return message ? [{ field: 'sid', message }] : []
}

function sidProblem(sid: string): string | undefined {
  const characters = [...sid]
  const wrong = characters.find((character) => !SID_CHARACTER.test(character))
  if (wrong !== undefined)
    return `“${shownCharacter(wrong)}” isn’t allowed in a statement name. Use letters, digits, spaces, hyphens and underscores.`
  if (sid.trim() === '') return 'A statement name can’t consist of spaces only.'
  return characters.length > LONGEST_SID
    ? `A statement name can have at most ${LONGEST_SID} characters; this one has ${characters.length}.`
    : undefined
}

function checkPrincipals(principals: StatementForm['principals']): FormFinding[] {
  const count = {
    everyone: () => 1,
    service: () => (principals.kind === 'service' ? principals.services.length : 0),
    aws: () => (principals.kind === 'aws' ? principals.accounts.length + principals.entities.length : 0),
  }[principals.kind]()
  return count > 0 ? [] : [{ field: 'principals', message: 'Enter an account, a role, a user or a service.' }]
}

const RESOURCE = /^(\*|arn:[a-z*-]+:ecr:[a-z0-9*?-]*:[0-9*?]*:repository\/[a-z0-9._/*?-]+)$/

function checkResources(resources: readonly string[] | undefined): FormFinding[] {
  const field = 'resources' as const
  if (resources?.length === 0)
    return [{ field, message: 'Enter repositories, for example cwp/*, or * for every repository.' }]
  const wrong = resources?.find((resource) => !RESOURCE.test(resource))
  return wrong === undefined
    ? []
    : [
        {
          field,
          message: `${quoted(wrong.replace(/^arn:.*:repository\//, ''))} can’t be the name of a repository. Use lowercase letters, digits, and * for any characters.`,
        },
      ]
}

function checkConditions(conditions: readonly Condition[], found: readonly Condition[]): FormFinding[] {
  const known = new Set(found.map((condition) => JSON.stringify(condition)))
  const seen = new Set<string>()
  return conditions.flatMap((condition, index): FormFinding[] => {
    const { operator, key, values } = condition
    const at = { field: 'conditions' as const, index }
    const identity = `${operator} ${key.toLowerCase()}`
    const twice = seen.has(identity)
    seen.add(identity)
    if (!parseOperator(operator)) return [{ ...at, message: `AWS has no operator ${quoted(operator)}.` }]
    if (!/^[\w-]+:\S+$/.test(key))
      return [{ ...at, message: 'Enter a condition key, for example aws:PrincipalOrgID.' }]
    if (values.length === 0 || values.some((value) => value.trim() === ''))
      return [{ ...at, message: `Enter a value for ${key}.` }]
    const problem = known.has(JSON.stringify(condition)) ? undefined : guidedProblem(condition)
    if (problem) return [{ ...at, message: problem }]
    return twice
      ? [{ ...at, message: `${operator} ${key} appears twice. Put all values in one condition.` }]
      : []
  })
}
