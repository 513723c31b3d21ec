import type { StatementForm } from './form'
import { parseOperator } from './operators'
import { quoted } from './quoted'

export type FormField = 'sid' | 'principals' | 'actions' | 'conditions'
export type FormFinding = { field: FormField; index?: number; message: string }

/** Looser than IAM's letters and digits, stricter than what ECR takes: what every tool shows and nobody misreads. */
const SID = /^[A-Za-z0-9_ -]{1,128}$/

/**
 * What is missing or contradictory in a filled-in form, at its field. `foundSid` is the name that the statement came with,
 * which is accepted whatever it is; `takenSids` are those of the other statements.
 */
export function checkForm(
  form: StatementForm,
  { takenSids = [], foundSid }: { takenSids?: readonly string[]; foundSid?: string } = {},
): FormFinding[] {
  return [
    ...checkSid(form.sid, takenSids, foundSid),
    ...checkPrincipals(form.principals),
    ...(form.actions.length === 0
      ? [{ field: 'actions' as const, message: 'Choose what they may do, for example Pull only actions.' }]
      : []),
    ...checkConditions(form.conditions),
  ]
}

function checkSid(sid: string, taken: readonly string[], found: string | undefined): FormFinding[] {
  if (sid === (found ?? '')) return []
  const message = taken.includes(sid)
    ? `Another statement is called ${quoted(sid)} already. Choose another name.`
    : SID.test(sid)
      ? undefined
      : 'A statement’s name has up to 128 letters, digits, blanks, hyphens and underscores.'
  return message ? [{ field: 'sid', message }] : []
}

function checkPrincipals(principals: StatementForm['principals']): FormFinding[] {
  const count = {
    everyone: () => 1,
    service: () => (principals.kind === 'service' ? principals.services.length : 0),
    aws: () => (principals.kind === 'aws' ? principals.accounts.length + principals.entities.length : 0),
  }[principals.kind]()
  return count > 0
    ? []
    : [{ field: 'principals', message: 'Say who: an account, a role, a user or a service.' }]
}

function checkConditions(conditions: StatementForm['conditions']): FormFinding[] {
  const seen = new Set<string>()
  return conditions.flatMap(({ operator, key, values }, index): FormFinding[] => {
    const at = { field: 'conditions' as const, index }
    const identity = `${operator} ${key.toLowerCase()}`
    const twice = seen.has(identity)
    seen.add(identity)
    if (!parseOperator(operator)) return [{ ...at, message: `AWS has no operator ${quoted(operator)}.` }]
    if (!/^[\w-]+:\S+$/.test(key))
      return [{ ...at, message: 'Enter a condition key, for example aws:PrincipalOrgID.' }]
    if (values.length === 0 || values.some((value) => value.trim() === ''))
      return [{ ...at, message: `Enter what ${key} is compared with.` }]
    return twice ? [{ ...at, message: `${operator} ${key} stands twice. Put all values into one.` }] : []
  })
}
