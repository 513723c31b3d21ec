import { accountWords } from '@/lib/accounts/account-names'
import { parseCaller } from '@/lib/accounts/caller'
import { actionWords } from '@/lib/policy/words/action-words'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'
import { wordList } from '@/lib/text/word-list'
import { judgedActions } from './judged-call'
import { isGrantable, refusalAdvice } from './refusal-advice'
import type { Evaluation, RepositoryFacts, Verdict, VerdictInput } from './verdict'

type Found = Extract<RepositoryFacts, { state: 'found' }>
/** Who tried what, in words. */
type Call = {
  who: string
  account: string | undefined
  verb: string
  isOwn: boolean
  message: DeniedMessage
  granted: boolean
}
type Judgement = Omit<Verdict, 'steps' | 'cannotSee'>

/** The verdict on a denial by a policy. AWS names one policy; this also evaluates the repository's own. */
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
    ? { meaning: 'We can’t tell whether the same call is allowed now.', next: 'Try it again.' }
    : refusalAdvice(message)
  const unseen = repository?.state === 'unseen' ? [repository.reason] : []
  const unnamed = message.principalArn
    ? []
    : ['The caller’s ARN isn’t known, so we couldn’t check it against the repository’s policy.']
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
    who: account ? `${isNamed ? `${kind} ${name} in ` : ''}${accountWords(account, accounts)}` : 'the caller',
    account: account && accountWords(account, accounts),
    verb: actionWords(judgedActions(message.action ?? '')),
    isOwn: account === ref.account,
    message,
    granted,
  }
}

function fromPolicy(call: Call, found: Found, evaluation: Evaluation): Verdict {
  const cannotSee = [
    call.isOwn
      ? `the IAM policy of ${call.who}`
      : `what ${call.account ?? 'the caller’s account'} allows its own users and roles`,
    'organisation policies',
    ...(evaluation.needsRegistry ? ['the registry policy'] : []),
  ]
  const judgement = judged(call, found, evaluation)
  const now = call.granted ? sinceGrant(call, evaluation, judgement) : judgement
  return { ...now, steps: [], cannotSee }
}

/** After a grant: whether it helped, and what still has to be done elsewhere. */
function sinceGrant(call: Call, evaluation: Evaluation, judgement: Judgement): Judgement {
  const { isOwn, account, message } = call
  const elsewhere = isOwn
    ? 'Try it again. A deny in IAM or in an organisation policy, which we can’t see, would still block it.'
    : `The caller’s IAM policy in ${account ?? 'their own account'} must allow ${wordList(judgedActions(message.action ?? ''))} too. We can’t see whether it does.`
  const { outcome } = evaluation
  const by = byStatements(evaluation)
  if (outcome === 'allowed')
    return {
      ...judgement,
      tone: 'ok',
      sentences: [`The repository now allows the same call${by}.`, elsewhere],
    }
  if (outcome === 'conditional')
    return {
      ...judgement,
      sentences: [`The repository now allows the same call if it meets a condition${by}.`, elsewhere],
    }
  const yet =
    isOwn && outcome !== 'denied' && outcome !== 'partly'
      ? 'The request was granted. If that was done in IAM, we can’t see it.'
      : 'The request was granted, but the current policy doesn’t allow the same call.'
  return { ...judgement, sentences: [yet, ...judgement.sentences] }
}

function judged(call: Call, found: Found, evaluation: Evaluation): Judgement {
  const { who, verb, isOwn } = call
  const by = byStatements(evaluation)
  switch (evaluation.outcome) {
    case 'allowed':
      return allowed(call, by, evaluation)
    case 'denied':
      if (evaluation.statements.length === 0 && evaluation.registryStatements.length > 0)
        return deniedByRegistry(call, by)
      return {
        tone: 'error',
        title: `The repository forbids ${who} to ${verb}.`,
        sentences: [
          `Its policy denies it${by}. A deny overrides every allow, so another grant won’t help.`,
          'The deny has to be changed or removed.',
        ],
        side: 'repository',
      }
    case 'conditional':
    case 'undecided':
      return {
        tone: 'warning',
        title: `The repository lets ${who} ${verb} only under a condition.`,
        sentences: [
          `Its policy allows it${by}, but the call that failed probably doesn’t meet the condition.`,
        ],
        side: 'repository',
      }
    case 'partly':
      return {
        tone: 'error',
        title: `The repository lets ${who} do only part of it.`,
        sentences: [
          `Its policy grants part of what’s needed to ${verb}${by}. Missing: ${wordList(evaluation.missing)}.`,
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
  const { who, verb, account } = call
  return {
    tone: 'error',
    title: `The repository doesn’t let ${account ?? 'the caller'} ${verb}.`,
    sentences: [
      statements === 0
        ? 'It has no policy, so only its own account can use it.'
        : `No statement in its policy lets ${who} ${verb}.`,
      ...otherSide(call),
    ],
    side: 'repository',
  }
}

function notGrantedAtHome({ who, verb }: Call, { statements }: Found): Judgement {
  return {
    tone: 'error',
    title: `Nothing we can see lets ${who} ${verb}.`,
    sentences: [
      `The caller and the repository are in the same account, where either the caller’s IAM policy or the repository’s policy is enough. ${statements === 0 ? 'The repository has no policy' : 'No statement in the repository’s policy allows it'}.`,
      'Whoever manages the account can allow it in IAM, which is the usual way.',
    ],
    side: 'either',
  }
}

function deniedByRegistry({ who, verb }: Call, by: string): Judgement {
  return {
    tone: 'error',
    title: `The registry forbids ${who} to ${verb}.`,
    sentences: [
      `The registry’s own policy denies it${by}. A deny overrides every allow, so a grant on the repository won’t help.`,
      'Operations can change the registry’s policy.',
    ],
    side: 'repository',
  }
}

function allowed(call: Call, by: string, { needsRegistry }: Evaluation): Judgement {
  const { who, verb, account, message } = call
  const saidRepository = message.denials.some(({ policyType }) => policyType === 'resource-based')
  if (saidRepository && needsRegistry)
    return {
      tone: 'warning',
      title: `The repository lets ${who} ${verb}, but AWS refused it.`,
      sentences: [
        `The repository’s policy allows it${by}. AWS also evaluates the registry’s own policy, which we can’t see: it may deny this.`,
        'Operations can look at the registry’s policy.',
      ],
      side: 'repository',
    }
  return {
    tone: saidRepository ? 'ok' : 'warning',
    title: `The repository lets ${who} ${verb}.`,
    sentences: saidRepository
      ? [
          `AWS named the repository’s policy as the reason, but it has changed since and now allows this${by}. Try again.`,
        ]
      : [
          `Its policy allows it${by}, so the refusal most likely comes from the caller’s side.`,
          `Whoever manages ${account ?? 'the caller’s account'} must allow ${message.action ?? 'it'} there. As far as we can see, nothing needs to change on the repository.`,
        ],
    side: 'caller',
  }
}

/** Across accounts both sides must allow it, and the portal sees only one of them. */
function otherSide({ account, isOwn, message }: Call): string[] {
  if (isOwn) return []
  const namedIdentity = message.denials.some(({ policyType }) => policyType === 'identity-based')
  return namedIdentity
    ? [
        `AWS named the caller’s IAM policy as the reason, so ${account ?? 'the caller’s account'} must allow it there too.`,
      ]
    : [
        `The repository has to grant access, and ${account ?? 'the caller’s account'} has to allow it in the caller’s IAM policy.`,
      ]
}

/** People count statements from 1, as the Permissions tab does. */
function byStatements({ statements, registryStatements }: Evaluation): string {
  const words = (indices: readonly number[], of: string) => {
    const numbers = indices.map((index) => String(index + 1))
    return numbers.length === 0 ? [] : [`statement${numbers.length > 1 ? 's' : ''} ${wordList(numbers)}${of}`]
  }
  const named = [...words(statements, ''), ...words(registryStatements, ' of the registry’s policy')]
  return named.length === 0 ? '' : ` (${named.join('; ')})`
}
