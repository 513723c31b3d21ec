import { accountWords } from '@/lib/accounts/account-names'
import { parseCaller } from '@/lib/accounts/caller'
import { actionWords } from '@/lib/policy/words/action-words'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'
import { plural } from '@/lib/text/plural'
import { wordList } from '@/lib/text/word-list'
import { judgedActions } from './judged-call'
import { isGrantable, refusalAdvice } from './refusal-advice'
import type { Evaluation, RepositoryFacts, Verdict, VerdictInput } from './verdict'

type Found = Extract<RepositoryFacts, { state: 'found' }>
/** Who tried what, in words, and whether AWS named the repository's policy as the reason. */
type Call = {
  who: string
  account: string | undefined
  deed: string
  isOwn: boolean
  message: DeniedMessage
  granted: boolean
}
type Judgement = Omit<Verdict, 'steps' | 'cannotSee'>

/** The verdict on a refusal by policy. AWS names one policy; the repository's own is compared with what it says. */
export function refusalVerdict(input: VerdictInput): Verdict {
  const { message, repository, granted = false } = input
  const denial = message.denials.find(({ action }) => action === message.action)
  const isBeyond = !isGrantable(message.action ?? '')
  const byOther =
    denial?.policyType !== undefined && !['identity-based', 'resource-based'].includes(denial.policyType)
  if (isBeyond || byOther || (denial?.explicitDeny && denial.policyType !== 'resource-based'))
    return fromWords(message, 'caller', repository)
  if (repository?.state !== 'found' || !repository.evaluation)
    return fromWords(message, undefined, repository, granted)
  return fromPolicy(callOf(input, repository), repository, repository.evaluation)
}

function fromWords(
  message: DeniedMessage,
  side: Verdict['side'],
  repository?: RepositoryFacts,
  granted = false,
): Verdict {
  const { meaning, next } = granted
    ? { meaning: 'Whether the same call is allowed now cannot be told.', next: 'Try it again.' }
    : refusalAdvice(message)
  const unseen = repository?.state === 'unseen' ? [repository.reason] : []
  const unnamed = message.principalArn
    ? []
    : ['The caller’s ARN is not known, so the repository’s policy could not be compared with it.']
  return {
    tone: side === 'caller' ? 'error' : 'warning',
    title: meaning,
    sentences: [next, ...unseen, ...(side === 'caller' ? [] : unnamed)],
    steps: [],
    cannotSee: side === 'caller' ? [] : ['the caller’s own IAM policy', 'organisation policies'],
    ...(side && { side }),
  }
}

function callOf({ message, accounts, granted = false }: VerdictInput, { ref }: Found): Call {
  const account = message.principalAccount
  const caller = parseCaller(message.principalArn ?? '')
  const name = caller?.userName?.split('/')[0] ?? ''
  const kind = caller?.kind === 'user' ? 'user' : 'role'
  const isNamed = caller?.kind === 'user' || caller?.kind === 'role' || caller?.kind === 'assumed-role'
  return {
    who: account ? `${isNamed ? `${kind} ${name} of ` : ''}${accountWords(account, accounts)}` : 'the caller',
    account: account && accountWords(account, accounts),
    deed: actionWords(judgedActions(message.action ?? '')),
    isOwn: account === ref.account,
    message,
    granted,
  }
}

function fromPolicy(call: Call, found: Found, evaluation: Evaluation): Verdict {
  const cannotSee = [
    call.isOwn
      ? `the own IAM policy of ${call.who}`
      : `what ${call.account ?? 'the caller’s account'} allows its own users and roles`,
    'organisation policies',
    'the registry’s own policy',
  ]
  const judgement = judged(call, found, evaluation)
  const now = call.granted ? sinceGrant(call, evaluation, judgement) : judgement
  return { ...now, steps: [], cannotSee }
}

/** After a grant the question is whether it has helped, and what is still to be done elsewhere. */
function sinceGrant(call: Call, { outcome, statements }: Evaluation, judgement: Judgement): Judgement {
  const { isOwn, account, message } = call
  const elsewhere = isOwn
    ? 'Try it again. A deny in IAM or of the organisation, which cannot be seen from here, would still refuse it.'
    : `Their account, ${account ?? 'which is not known'}, must still allow ${wordList(judgedActions(message.action ?? ''))} to the caller in its own IAM; whether it does cannot be seen from here.`
  const by = byStatements(statements)
  if (outcome === 'allowed')
    return {
      ...judgement,
      tone: 'ok',
      sentences: [`The same call is now allowed on the repository’s side${by}.`, elsewhere],
    }
  if (outcome === 'conditional')
    return {
      ...judgement,
      sentences: [
        `The same call is now allowed on the repository’s side if it meets the condition there${by}.`,
        elsewhere,
      ],
    }
  const yet =
    isOwn && outcome !== 'denied' && outcome !== 'partly'
      ? 'The request was granted; if that was done in IAM, it cannot be seen from here.'
      : 'The request was granted, and yet the policy as it is now does not allow the same call.'
  return { ...judgement, sentences: [yet, ...judgement.sentences] }
}

function judged(call: Call, found: Found, evaluation: Evaluation): Judgement {
  const { who, deed, isOwn } = call
  const by = byStatements(evaluation.statements)
  switch (evaluation.outcome) {
    case 'allowed':
      return allowed(call, by)
    case 'denied':
      return {
        tone: 'error',
        title: `The repository forbids ${who} to ${deed}.`,
        sentences: [
          `Its policy denies it${by}. A deny wins over every allow, so another grant does not help.`,
          'The deny must be changed or removed.',
        ],
        side: 'repository',
      }
    case 'conditional':
      return {
        tone: 'warning',
        title: `The repository lets ${who} ${deed} under a condition.`,
        sentences: [
          `Its policy allows it${by}; the call that failed probably does not meet the condition there.`,
        ],
        side: 'repository',
      }
    case 'partly':
      return {
        tone: 'error',
        title: `The repository lets ${who} do only a part of it.`,
        sentences: [
          `Its policy grants a part of what is needed to ${deed}${by}. Missing: ${wordList(evaluation.missing)}.`,
          ...otherSide(call),
        ],
        side: 'repository',
      }
    case 'by-identity':
    case 'not-granted':
      return isOwn ? notGrantedAtHome(call, found) : notGranted(call, found)
  }
}

function notGranted(call: Call, { statements }: Found): Judgement {
  const { who, deed, account } = call
  return {
    tone: 'error',
    title: `The repository does not let ${account ?? 'the caller'} ${deed}.`,
    sentences: [
      statements === 0
        ? 'It has no policy, so only its own account may use it.'
        : `Its policy has ${plural(statements, 'statement')}; none lets ${who} ${deed}.`,
      ...otherSide(call),
    ],
    side: 'repository',
  }
}

function notGrantedAtHome({ who, deed }: Call, { statements }: Found): Judgement {
  return {
    tone: 'error',
    title: `Nothing seen here lets ${who} ${deed}.`,
    sentences: [
      `Caller and repository are in one account, where either the caller’s own IAM policy or the repository’s policy is enough. ${statements === 0 ? 'The repository has no policy' : `The repository’s policy has ${plural(statements, 'statement')}, and none does it`}.`,
      'Whoever administers the account can allow it in IAM, which is the usual way.',
    ],
    side: 'either',
  }
}

function allowed(call: Call, by: string): Judgement {
  const { who, deed, account, message } = call
  const saidRepository = message.denials.some(({ policyType }) => policyType === 'resource-based')
  return {
    tone: saidRepository ? 'ok' : 'warning',
    title: `The repository lets ${who} ${deed}.`,
    sentences: saidRepository
      ? [
          `AWS named the repository’s policy as the reason, so it was changed since: it allows this now${by}. Try again.`,
        ]
      : [
          `Its policy allows it${by}, so the refusal most likely comes from the other side.`,
          `Whoever administers ${account ?? 'the caller’s account'} must allow ${message.action ?? 'it'} there; nothing that can be seen needs to change on the repository.`,
        ],
    side: 'caller',
  }
}

/** Across accounts both sides must agree, and only one of them can be seen. */
function otherSide({ account, isOwn, message }: Call): string[] {
  if (isOwn) return []
  const namedIdentity = message.denials.some(({ policyType }) => policyType === 'identity-based')
  return namedIdentity
    ? [
        `AWS named the caller’s own IAM policy as the reason, so ${account ?? 'its account'} must allow it there as well.`,
      ]
    : [
        `A grant there is needed; ${account ?? 'the caller’s account'} must also allow it to the caller in its own IAM.`,
      ]
}

/** Statements are counted from 1 for people, as the Permissions tab does. */
function byStatements(indices: readonly number[]): string {
  const numbers = indices.map((index) => String(index + 1))
  return numbers.length === 0 ? '' : `, by statement${numbers.length > 1 ? 's' : ''} ${wordList(numbers)}`
}
