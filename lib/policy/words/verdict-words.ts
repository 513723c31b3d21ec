import { accountWords, type KnownAccounts } from '@/lib/accounts/account-names'
import { shortAction } from '@/lib/policy/actions'
import type { OpenStatement, Residual, Verdict } from '@/lib/policy/evaluate/evaluate'
import { parseOperator } from '@/lib/policy/operators'
import type { Principal } from '@/lib/policy/principals'
import type { Statement } from '@/lib/policy/statement'
import { plural } from '@/lib/text/plural'
import { quoted } from '@/lib/text/quoted'
import { wordList } from '@/lib/text/word-list'
import { conditionListWords } from './condition-words'
import { principalListWords, sparedWords } from './principal-words'

/** A verdict in a table cell. The colour is never the only sign: the text says the same. */
export type VerdictCell = { tone: 'yes' | 'no' | 'depends' | 'unknown'; text: string }

export function verdictCell(verdict: Verdict, accounts: KnownAccounts): VerdictCell {
  const { tone, text } = cellOf(verdict, accounts)
  return { tone, text: verdict.needsRegistry ? `${text} (registry’s policy not known)` : text }
}

function cellOf(verdict: Verdict, accounts: KnownAccounts): VerdictCell {
  switch (verdict.outcome) {
    case 'allowed':
      return { tone: 'yes', text: 'yes' }
    case 'by-identity':
      return { tone: 'depends', text: 'depends on IAM' }
    case 'conditional':
      return { tone: 'depends', text: residualListWords(verdict, accounts) }
    case 'undecided': {
      const when = residualListWords(verdict, accounts)
      return { tone: 'unknown', text: when === '' ? 'not known' : `perhaps, ${when}` }
    }
    case 'partly': {
      const count = verdict.missing.length
      return { tone: 'no', text: `no, ${plural(count, 'action')} missing` }
    }
    case 'denied':
      return { tone: 'no', text: 'no, denied' }
    case 'not-granted':
      return { tone: 'no', text: 'no' }
  }
}

/** The answer to “can they?” in sentences: the verdict and why, then what else has to allow it. */
export function verdictSentences(
  verdict: Verdict,
  subject: Principal,
  statements: readonly Statement[],
  accounts: KnownAccounts,
): string[] {
  const sentences = [
    reason(verdict, statements, accounts),
    ...(verdict.needsRegistry
      ? ['The registry’s own policy isn’t known here; it may allow or deny this, too.']
      : []),
  ]
  const whose = 'account' in subject ? accountWords(subject.account, accounts) : 'the caller’s account'
  if (verdict.outcome === 'denied' || verdict.outcome === 'not-granted')
    return [...sentences, noWayRound(subject, whose)]
  if (verdict.outcome === 'by-identity')
    return [...sentences, 'Organisation-wide policies may still deny it; they are not visible here.']
  sentences.push('This covers the repository’s side only.')
  if (verdict.needsIdentityPolicy)
    sentences.push(
      `The IAM policies of ${whose} must also allow these actions, and ecr:GetAuthorizationToken.`,
    )
  sentences.push('Organisation-wide policies of either account may still deny it; they are not visible here.')
  return sentences
}

function noWayRound(subject: Principal, whose: string): string {
  return subject.kind === 'service'
    ? 'This covers the repository’s side only.'
    : `This is the repository’s side; no IAM policy of ${whose} can make up for it.`
}

/** The conditions of a verdict in words: “if the caller’s address is in 203.0.113.0/24”. */
export function residualListWords({ actions }: Verdict, accounts: KnownAccounts): string {
  const words = actions.flatMap(({ residual }) => (residual ? residualWords(residual, accounts) : []))
  return [...new Set(words)].join('; ')
}

/** What it depends on, as clauses: “if …, or if …, and only if …, unless …”. */
export function residualWords({ ifAny, unlessAny }: Residual, accounts: KnownAccounts): string {
  const inverses = unlessAny.map(inverseOf)
  const onlyIf = inverses.flatMap((inverse) => inverse ?? [])
  const unless = unlessAny.filter((_, index) => inverses[index] === undefined)
  if (ifAny.length + unlessAny.length === 0) return 'in some cases'
  return [
    clauses('if', ifAny, ', or if', accounts),
    clauses(ifAny.length > 0 ? 'and only if' : 'only if', onlyIf, ' and only if', accounts),
    clauses('unless', unless, ', or unless', accounts),
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function clauses(
  word: string,
  open: readonly OpenStatement[],
  joint: string,
  accounts: KnownAccounts,
): string {
  const tests = new Set(open.map((one) => openWords(one, accounts)))
  return tests.size === 0 ? '' : `${word} ${[...tests].join(`${joint} `)}`
}

/** “Unless the address is not in” reads better as “only if it is in”. Both treat a missing key alike. */
function inverseOf(open: OpenStatement): OpenStatement | undefined {
  const [condition, more] = open.conditions
  if (!condition && open.principals && 'spared' in open.principals)
    return { ...open, principals: { ...open.principals, others: false } }
  const operator = condition && parseOperator(condition.operator)
  if (!condition || !operator?.negated || operator.ifExists || operator.qualifier) return undefined
  if (more || open.principals) return undefined
  return { ...open, conditions: [{ ...condition, operator: operator.base.replace('Not', '') }] }
}

/** What must be true for one statement to apply. */
function openWords({ conditions, principals }: OpenStatement, accounts: KnownAccounts): string {
  const who =
    principals &&
    ('named' in principals
      ? principalListWords(principals.named, accounts, 'or')
      : `${principals.others ? 'anyone but ' : ''}${sparedWords(principals.spared, accounts, 'or')}`)
  return [
    ...(who ? [`it is ${who}`] : []),
    ...(conditions.length > 0 ? [conditionListWords(conditions, accounts)] : []),
  ].join(' and ')
}

function reason(verdict: Verdict, statements: readonly Statement[], accounts: KnownAccounts): string {
  const named = deciders(verdict, statements)
  const many = verdict.statements.length + verdict.registryStatements.length > 1
  switch (verdict.outcome) {
    case 'allowed':
      return `Yes: ${named} ${many ? 'allow' : 'allows'} it.`
    case 'denied':
      return `No: ${named} ${many ? 'deny' : 'denies'} it, and a Deny always overrides an Allow.`
    case 'not-granted':
      return 'No: no statement grants it.'
    case 'by-identity':
      return 'The repository belongs to this account, so the account’s own IAM policies decide. Nothing here denies it.'
    case 'conditional':
      return `It depends: ${residualListWords(verdict, accounts)} (${named}).`
    case 'undecided':
      return undecidedWords(residualListWords(verdict, accounts), named)
    case 'partly':
      return `Only in part: ${missingWords(verdict, statements)}.`
  }
}

function undecidedWords(when: string, named: string): string {
  return when === ''
    ? 'Not known: the policy is too complex for the portal to decide this.'
    : `Perhaps: ${when} (${named}). The portal can’t tell whether that is ever true.`
}

/** “PutImage is missing, and statement 2 denies BatchGetImage”. */
function missingWords({ actions }: Verdict, statements: readonly Statement[]): string {
  const denied = actions.filter(({ outcome }) => outcome === 'denied')
  const missing = actions.filter(({ outcome }) => outcome === 'not-granted')
  const denying = {
    statements: [...new Set(denied.flatMap((verdict) => verdict.statements))],
    registryStatements: [...new Set(denied.flatMap((verdict) => verdict.registryStatements))],
  }
  const many = denying.statements.length + denying.registryStatements.length > 1
  const names = (verdicts: typeof actions) => wordList(verdicts.map(({ action }) => shortAction(action)))
  return [
    ...(missing.length > 0 ? [`${names(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`] : []),
    ...(denied.length > 0
      ? [`${deciders(denying, statements)} ${many ? 'deny' : 'denies'} ${names(denied)}`]
      : []),
  ].join(', and ')
}

/** “by statement 2 and statement 1 of the registry’s policy”; undefined where it is decided by what no statement says. */
export function decidedBy(verdict: Verdict): string | undefined {
  if (['not-granted', 'by-identity', 'partly'].includes(verdict.outcome)) return undefined
  const words = deciders(verdict, [])
  return words === '' ? undefined : `by ${words}`
}

/** The statements that decide: of the repository’s policy by name, and of the registry’s. */
function deciders(
  { statements: own, registryStatements }: Pick<Verdict, 'statements' | 'registryStatements'>,
  statements: readonly Statement[],
): string {
  return wordList([
    ...own.map((index) => statementName(statements[index], index)),
    ...registryStatements.map((index) => `statement ${index + 1} of the registry’s policy`),
  ])
}

/** `statement 2 “PullFromCcpDev”`, counted from 1 as people do. */
export function statementName(statement: Statement | undefined, index: number): string {
  return `statement ${index + 1}${statement?.sid ? ` ${quoted(statement.sid)}` : ''}`
}
