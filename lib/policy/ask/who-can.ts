import { accountName, type KnownAccounts } from '@/lib/accounts/account-names'
import { REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import type { PolicyDocument } from '@/lib/policy/document'
import { CAPABILITY_ACTIONS } from '@/lib/policy/presets'
import type { Principal } from '@/lib/policy/principals'
import { mayDiffer } from '@/lib/policy/prove/decide'
import { exampleWords } from '@/lib/policy/prove/witness-words'
import type { RegistryHere } from '@/lib/policy/registry-side'
import { actionWords } from '@/lib/policy/words/action-words'
import { serviceName } from '@/lib/policy/words/principal-words'
import { decidedBy, type VerdictCell, verdictCell } from '@/lib/policy/words/verdict-words'
import { type ProvedVerdict, provedVerdict } from './proved-verdict'
import { type Asked, askAbout, subjectsOf } from './subjects'

export type PolicyContext = {
  owner: string
  accounts: KnownAccounts
  /** What the registry’s policy says of the repository; left out, answers are about the repository’s policy alone. */
  registry?: RegistryHere | undefined
}

/** Who a row is about, in two parts: `build-ci` and `role of hp-id-dev`. */
type SubjectTitle = { title: string; detail: string | undefined }

/** `by` names the statements that decide; `was` is the answer before a change, if it makes a difference. */
type WhoCanCell = VerdictCell & { by: string | undefined; was: string | undefined }

export type WhoCanRow = SubjectTitle & {
  subject: Principal
  pull: WhoCanCell
  push: WhoCanCell
  /** What else is certainly allowed, in words; undefined for nothing. */
  also: string | undefined
  /** Requests that are allowed, each in a sentence. */
  examples: string[]
}

const OTHER_ACTIONS = REPOSITORY_ACTIONS.filter(
  (action) => !CAPABILITY_ACTIONS.pull.includes(action) && !CAPABILITY_ACTIONS.push.includes(action),
)

/**
 * Who can pull and who can push, on the repository’s side: the owner, every principal in the policy, everyone else. Every
 * answer is proved for all callers of its row. With a change, it is the answer after it.
 */
export function whoCan(
  document: PolicyDocument | undefined,
  context: PolicyContext,
  change?: { document: PolicyDocument | undefined },
): WhoCanRow[] {
  const documents = change ? [document, change.document] : [document]
  const subjects = subjectsOf(documents, context)
  const asked = askAbout(documents, subjects, context)
  return subjects.map((subject) => rowOf(asked(subject), context))
}

function rowOf(asked: Asked, context: PolicyContext): WhoCanRow {
  const now = asked.documents.length - 1
  const pull = provedVerdict(asked, now, CAPABILITY_ACTIONS.pull)
  const push = provedVerdict(asked, now, CAPABILITY_ACTIONS.push)
  const cell = (verdict: ProvedVerdict): WhoCanCell => {
    const actions = verdict.actions.map(({ action }) => action)
    const differs = now > 0 && actions.some((action) => mayDiffer(asked.ask, action))
    const was = differs ? verdictCell(provedVerdict(asked, 0, actions), context.accounts).text : undefined
    return { ...verdictCell(verdict, context.accounts), by: decidedBy(verdict), was }
  }
  return {
    subject: asked.subject,
    ...subjectTitle(asked.subject, context),
    pull: cell(pull),
    push: cell(push),
    also: otherwiseAllowed(asked, now),
    examples: examplesOf({ pull, push }, context),
  }
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

function otherwiseAllowed(asked: Asked, now: number): string | undefined {
  const { actions } = provedVerdict(asked, now, OTHER_ACTIONS)
  const allowed = actions.filter(({ outcome }) => outcome === 'allowed').map(({ action }) => action)
  return allowed.length > 0 ? actionWords(allowed) : undefined
}

/** “For example, a role of account 999999999999 can pull and push.” Where IAM decides, no example says more. */
function examplesOf(verdicts: Record<'pull' | 'push', ProvedVerdict>, { accounts }: PolicyContext): string[] {
  const found = new Map<string, string[]>()
  for (const [may, { outcome, example }] of Object.entries(verdicts)) {
    if (!example || (outcome !== 'allowed' && outcome !== 'conditional')) continue
    const words = exampleWords(example, accounts)
    found.set(words, [...(found.get(words) ?? []), may])
  }
  return [...found].map(([words, may]) => `For example, ${words}, can ${may.join(' and ')}.`)
}
