import { accountName, accountWords } from '@/lib/accounts/account-names'
import { isAccountId, splitArn } from '@/lib/accounts/arn'
import { ADMINISTRATION } from '@/lib/policy/administration'
import { restrictsCaller } from '@/lib/policy/ask/public-access'
import type { PolicyContext } from '@/lib/policy/ask/who-can'
import type { PolicyDocument } from '@/lib/policy/document'
import { evaluate } from '@/lib/policy/evaluate/evaluate'
import { readStatements, type Statement } from '@/lib/policy/statement'
import { actionWords } from '@/lib/policy/words/action-words'
import { principalWords } from '@/lib/policy/words/principal-words'
import { type AccessChange, changeSentence, listAccessChanges } from './access-change'

/** Actions that are never given to anyone but the owner without a second person’s review. */
export const GRAVE: readonly string[] = [...ADMINISTRATION, 'ecr:DeleteRepository', 'ecr:BatchDeleteImage']
const ACCOUNT_KEYS = new Set(['aws:principalaccount', 'aws:sourceaccount'])
const ARN_KEYS = new Set(['aws:principalarn', 'aws:sourcearn'])

/** One risk of a change, as a sentence. */
type Risk = {
  kind: 'everyone' | 'grave' | 'unknown-account' | 'unknown-id' | 'lock-out'
  sentence: string
}

/**
 * What an engineer may not change alone: giving everyone access without a fixed condition, letting others change the
 * permissions or delete images, giving an account that isn't in the portal's list any access, and locking the owner out.
 * Judged by its effect, so removing a Deny counts like adding an Allow.
 */
export function newRisks(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: PolicyContext,
): Risk[] {
  const statements = readStatements(after?.statements ?? [])
  const opened = listAccessChanges(before, after, context).filter(({ direction }) => direction !== 'closes')
  const risks = [
    ...opened.flatMap((change) => risksOf(change, after, statements, context)),
    ...nameless(before, after),
    ...lockOuts(before, after, context).map((sentence): Risk => ({ kind: 'lock-out', sentence })),
  ]
  return [...new Map(risks.map((risk) => [risk.sentence, risk])).values()]
}

/** The risks for which even operations have to type the repository's name: open to everyone, or the owner locked out. */
export function newDangers(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: PolicyContext,
): { openings: string[]; lockOuts: string[] } {
  const statements = readStatements(after?.statements ?? [])
  const opened = listAccessChanges(before, after, context).filter(({ direction }) => direction !== 'closes')
  const openings = opened.flatMap((change) =>
    opensToEveryone(change, grantsOf(change, after, statements, context), context),
  )
  return { openings, lockOuts: lockOuts(before, after, context) }
}

function risksOf(
  change: AccessChange,
  after: PolicyDocument | undefined,
  statements: readonly Statement[],
  context: PolicyContext,
): Risk[] {
  const { subject, actions } = change
  const { owner, accounts } = context
  if ('account' in subject && subject.account === owner) return []
  const granting = grantsOf(change, after, statements, context)
  const risks = opensToEveryone(change, granting, context).map(
    (sentence): Risk => ({ kind: 'everyone', sentence }),
  )
  const grave = actions.filter((action) => GRAVE.includes(action))
  if (grave.length > 0)
    risks.push({
      kind: 'grave',
      sentence: `It lets ${principalWords(subject, accounts)} ${actionWords(grave)}.`,
    })
  const strangers = new Set([
    ...('account' in subject ? [subject.account] : []),
    ...granting.flatMap((statement) => accountsInConditions(statement)),
  ])
  for (const account of strangers)
    if (account !== owner && !accountName(account, accounts))
      risks.push({
        kind: 'unknown-account',
        sentence: `It gives access to ${accountWords(account, accounts)}, which is not in the portal’s list.`,
      })
  return risks
}

/** The statements that grant what the change opens. */
function grantsOf(
  { subject, actions }: AccessChange,
  after: PolicyDocument | undefined,
  statements: readonly Statement[],
  { owner }: PolicyContext,
): Statement[] {
  return evaluate(after, subject, actions, { owner })
    .statements.flatMap((index) => statements[index] ?? [])
    .filter(({ effect }) => effect === 'Allow')
}

function opensToEveryone(
  change: AccessChange,
  granting: readonly Statement[],
  context: PolicyContext,
): string[] {
  return change.subject.kind === 'everyone' && granting.some(({ conditions }) => !restrictsCaller(conditions))
    ? [`It opens the repository to everyone: ${changeSentence(change, context)}.`]
    : []
}

/** The accounts that a grant to everyone, or to a service, is restricted to. */
function accountsInConditions({ conditions }: Statement): string[] {
  return conditions.flatMap(({ key, values }) => {
    const lower = key.toLowerCase()
    if (ACCOUNT_KEYS.has(lower)) return values.filter(isAccountId)
    return ARN_KEYS.has(lower) ? values.map((value) => splitArn(value)[4] ?? '').filter(isAccountId) : []
  })
}

/** AWS also accepts the unique ID of an existing role or user, which doesn't show who that is. */
function nameless(before: PolicyDocument | undefined, after: PolicyDocument | undefined): Risk[] {
  const known = new Set(grantedIds(before))
  return grantedIds(after)
    .filter((id) => !known.has(id))
    .map((id) => ({
      kind: 'unknown-id',
      sentence: `It gives access to ${id}, and an ID doesn’t show who that is.`,
    }))
}

function grantedIds(document: PolicyDocument | undefined): string[] {
  return readStatements(document?.statements ?? [])
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ principals }) => principals.flatMap((one) => (one.kind === 'deleted' ? one.id : [])))
}

function lockOuts(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: PolicyContext,
): string[] {
  return listAccessChanges(before, after, context).flatMap(({ subject, direction, actions }) => {
    const lost = actions.filter((action) => ADMINISTRATION.includes(action))
    const own = 'account' in subject && subject.account === context.owner
    if (direction !== 'closes' || !own || lost.length === 0) return []
    return [
      `It would stop ${principalWords(subject, context.accounts, 'or')} from changing the permissions again.`,
    ]
  })
}
