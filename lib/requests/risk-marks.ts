import { accountName, accountWords } from '@/lib/accounts/account-names'
import { parseCaller } from '@/lib/accounts/caller'
import type { Account } from '@/lib/accounts/model'
import { sameStatement } from '@/lib/policy/compare/equality'
import { HIGH_RISK_ACTIONS, newRisks, type RiskContext } from '@/lib/policy/compare/risks'
import { evaluate, type Verdict } from '@/lib/policy/evaluate/evaluate'
import { concerns } from '@/lib/policy/evaluate/principal-match'
import { type Principal, readAwsPrincipal } from '@/lib/policy/principals'
import { coveredActions, readStatements, type Statement } from '@/lib/policy/statement'
import { actionWords } from '@/lib/policy/words/action-words'
import type { AccessRequest } from './model'
import { type ProposedDocuments, proposedDocuments } from './proposal/proposed-documents'
import { judgedActions } from './verdict/judged-call'

/** What a reviewer looks at first, most serious first. */
export const RISK_KINDS = [
  'everyone',
  'lock-out',
  'high-risk',
  'unknown-account',
  'inactive-account',
  'service',
  'unknown-id',
  'undecided',
  'deny',
  'session',
  'whole-policy',
  'production',
] as const
export type RiskKind = (typeof RISK_KINDS)[number]

export type RiskLevel = 'high' | 'medium' | 'low'

/** The short label of each, for lists, and how serious it is. */
export const RISK_LOOKS: Readonly<Record<RiskKind, { word: string; level: RiskLevel }>> = {
  everyone: { word: 'everyone', level: 'high' },
  'lock-out': { word: 'locks out', level: 'high' },
  'high-risk': { word: 'high-risk actions', level: 'high' },
  'unknown-account': { word: 'unknown account', level: 'high' },
  'inactive-account': { word: 'inactive account', level: 'medium' },
  service: { word: 'AWS service', level: 'high' },
  'unknown-id': { word: 'unknown id', level: 'high' },
  undecided: { word: 'too complex', level: 'high' },
  deny: { word: 'deny', level: 'medium' },
  session: { word: 'one session', level: 'medium' },
  'whole-policy': { word: 'whole policy', level: 'low' },
  production: { word: 'production', level: 'low' },
}

export type RiskMark = { kind: RiskKind; sentence: string }

type Asked = Pick<AccessRequest, 'account' | 'awsUserName' | 'action' | 'proposal'>

/**
 * What to check before granting a request. `change` is its effect on the current policy; without it only the request
 * itself is judged, and a denial in the policy goes unnoticed.
 */
export function riskMarks(
  request: Asked,
  {
    accounts,
    organizationIds,
    registry,
  }: Pick<RiskContext, 'organizationIds' | 'registry'> & { accounts: readonly Account[] },
  change: ProposedDocuments | undefined = request.proposal && proposedDocuments(request.proposal),
): RiskMark[] {
  const owner = request.account
  const opened = change
    ? newRisks(change.before, change.after, { owner, accounts, organizationIds, registry })
    : []
  const marks: RiskMark[] = [
    ...opened,
    ...(request.proposal ? [] : graveAction(request)),
    ...(opened.some(({ kind }) => kind === 'unknown-account') ? [] : unknownCaller(request, accounts)),
    ...(change ? denials(request, change) : []),
    ...(change ? sessions(change) : []),
    ...wholePolicy(request),
    ...production(request, accounts),
  ]
  return marks.sort((one, other) => RISK_KINDS.indexOf(one.kind) - RISK_KINDS.indexOf(other.kind))
}

/** Without a proposal, only the failed action says what is wanted. */
function graveAction({ action }: Asked): RiskMark[] {
  return HIGH_RISK_ACTIONS.includes(action)
    ? [{ kind: 'high-risk', sentence: `It asks to ${actionWords([action])}.` }]
    : []
}

function unknownCaller({ awsUserName }: Asked, accounts: readonly Account[]): RiskMark[] {
  const account = parseCaller(awsUserName)?.account
  if (!account || accountName(account, accounts)) return []
  return [
    {
      kind: 'unknown-account',
      sentence: `The caller is in ${accountWords(account, accounts)}, which the portal doesn’t know.`,
    },
  ]
}

/** Denials that remain and conflict with the request. Whom they affect is known only if the caller is. */
function denials({ account: owner, awsUserName, action }: Asked, change: ProposedDocuments): RiskMark[] {
  const { after } = change
  const wanted = judgedActions(action)
  const denying = readStatements(after?.statements ?? []).filter(
    (statement) =>
      statement.effect === 'Deny' &&
      !isAdded(statement, change) &&
      coveredActions(statement).some((each) => wanted.includes(each)),
  )
  const caller = callerOf(awsUserName)
  const verdict = caller && evaluate(after, caller, wanted, { owner })
  return denying.flatMap((statement): RiskMark[] => {
    const how = caller && verdict ? denialOf(statement, caller, verdict) : 'possible'
    if (how === 'none') return []
    const words =
      how === 'certain'
        ? 'applies to this caller. It overrides every Allow, so a grant alone won’t help.'
        : 'may apply to this caller. It overrides every Allow, so a grant may not help.'
    return [{ kind: 'deny', sentence: `${nameOf(statement)} is a Deny that ${words}` }]
  })
}

function denialOf(
  statement: Statement,
  caller: Principal,
  { actions }: Verdict,
): 'certain' | 'possible' | 'none' {
  const { index } = statement
  if (actions.some(({ outcome, statements }) => outcome === 'denied' && statements.includes(index)))
    return 'certain'
  const decides = actions.some(({ outcome, residual }) =>
    outcome === 'not-granted'
      ? concerns(statement, caller) !== false
      : residual?.unlessAny.some((open) => open.statement === index),
  )
  return decides ? 'possible' : 'none'
}

function callerOf(awsUserName: string): Principal | undefined {
  const caller = parseCaller(awsUserName)
  if (!caller) return undefined
  const principal = readAwsPrincipal(caller.arn ?? caller.account)
  return principal.kind === 'malformed' ? undefined : principal
}

function nameOf({ index, sid }: Statement): string {
  return `Statement ${index + 1}${sid ? ` (${sid})` : ''} of the policy`
}

function isAdded({ index }: Statement, { before, after }: ProposedDocuments): boolean {
  return !before?.statements.some((old) => sameStatement(old, after?.statements[index]))
}

function sessions(change: ProposedDocuments): RiskMark[] {
  const added = readStatements(change.after?.statements ?? []).filter(
    (statement) => statement.effect === 'Allow' && isAdded(statement, change),
  )
  return added
    .flatMap(({ principals }) => principals)
    .flatMap((principal) =>
      principal.kind === 'session'
        ? [
            {
              kind: 'session',
              sentence: `It grants access to a single session, ${principal.session}, of the role ${principal.role}. The role’s next session may have another name and wouldn’t have access. Use the role itself.`,
            } as const,
          ]
        : [],
    )
}

function wholePolicy({ proposal }: Asked): RiskMark[] {
  return proposal?.kind === 'policy'
    ? [
        {
          kind: 'whole-policy',
          sentence: 'It edits the whole policy, so it may remove access as well as add it. Read all of it.',
        },
      ]
    : []
}

function production({ account: id }: Asked, accounts: readonly Account[]): RiskMark[] {
  const account = accounts.find((each) => each.id === id)
  return account?.environment === 'prod'
    ? [{ kind: 'production', sentence: `${account.name} is a production account.` }]
    : []
}
