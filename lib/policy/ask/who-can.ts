import { accountName, type KnownAccounts } from '@/lib/accounts/account-names'
import { REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import type { PolicyDocument } from '@/lib/policy/document'
import { evaluate, type Verdict } from '@/lib/policy/evaluate/evaluate'
import { CAPABILITY_ACTIONS, type Capability } from '@/lib/policy/presets'
import { type Principal, readAwsPrincipal } from '@/lib/policy/principals'
import { readStatements } from '@/lib/policy/statement'
import { identityOf } from '@/lib/policy/typed-principals'
import { actionWords } from '@/lib/policy/words/action-words'
import { serviceName } from '@/lib/policy/words/principal-words'
import { type VerdictCell, verdictCell } from '@/lib/policy/words/verdict-words'

export type PolicyContext = { owner: string; accounts: KnownAccounts }

/** Who a row is about, in two parts: `build-ci` and `role of hp-id-dev`. */
type SubjectTitle = { title: string; detail: string | undefined }

export type WhoCanRow = SubjectTitle & {
  subject: Principal
  pull: VerdictCell & { verdict: Verdict }
  push: VerdictCell & { verdict: Verdict }
  /** What else is certainly allowed, in words; undefined for nothing. */
  also: string | undefined
}

/** More than fit into a policy at ECR's limit; only a text that can't be saved has more. */
const MOST_SUBJECTS = 1000

const PULL_AND_PUSH = new Set([...CAPABILITY_ACTIONS.pull, ...CAPABILITY_ACTIONS.push])

/**
 * Who can pull and who can push, on the repository’s side: the owner, every principal in the policy, everyone else. To
 * compare two policies row by row, pass both as `named`.
 */
export function whoCan(
  document: PolicyDocument | undefined,
  context: PolicyContext,
  named: readonly (PolicyDocument | undefined)[] = [document],
): WhoCanRow[] {
  return subjectsOf(named, context.owner).map((subject) => ({
    subject,
    ...subjectTitle(subject, context),
    pull: cell(document, subject, 'pull', context),
    push: cell(document, subject, 'push', context),
    also: otherwiseAllowed(document, subject, context),
  }))
}

/** The owner first, then every principal in these policies that can be a caller, then everyone else. */
export function subjectsOf(documents: readonly (PolicyDocument | undefined)[], owner: string): Principal[] {
  const named = documents
    .flatMap((document) => readStatements(document?.statements ?? []))
    .flatMap(({ principals }) => principals)
    .filter(canCall)
  const subjects = [readAwsPrincipal(owner), ...named, readAwsPrincipal('*')]
  const unique = new Map(subjects.map((subject) => [identityOf(subject), subject]))
  const everyone = unique.get('*')
  unique.delete('*')
  return [...[...unique.values()].slice(0, MOST_SUBJECTS), ...(everyone ? [everyone] : [])]
}

function subjectTitle(subject: Principal, { owner, accounts }: PolicyContext): SubjectTitle {
  const name = 'account' in subject ? (accountName(subject.account, accounts) ?? subject.account) : ''
  switch (subject.kind) {
    case 'account':
      return { title: name, detail: subject.account === owner ? 'owner' : undefined }
    case 'role':
    case 'user':
      return { title: subject.name, detail: `${subject.kind} of ${name}` }
    case 'session':
      return { title: `${subject.role}/${subject.session}`, detail: `session of ${name}` }
    case 'federated-user':
      return { title: subject.name, detail: `federated user of ${name}` }
    case 'service':
      return { title: subject.service, detail: serviceName(subject.service) ?? 'service' }
    default:
      return { title: 'everyone else', detail: 'with an AWS account' }
  }
}

function canCall({ kind }: Principal): boolean {
  return !['everyone', 'federated', 'canonical', 'deleted', 'malformed'].includes(kind)
}

function cell(
  document: PolicyDocument | undefined,
  subject: Principal,
  capability: Capability,
  { owner, accounts }: PolicyContext,
): VerdictCell & { verdict: Verdict } {
  const verdict = evaluate(document, subject, CAPABILITY_ACTIONS[capability], { owner })
  return { ...verdictCell(verdict, accounts), verdict }
}

function otherwiseAllowed(
  document: PolicyDocument | undefined,
  subject: Principal,
  { owner }: PolicyContext,
) {
  const others = REPOSITORY_ACTIONS.filter((action) => !PULL_AND_PUSH.has(action))
  const { actions } = evaluate(document, subject, others, { owner })
  const allowed = actions.filter(({ outcome }) => outcome === 'allowed').map(({ action }) => action)
  return allowed.length > 0 ? actionWords(allowed) : undefined
}
