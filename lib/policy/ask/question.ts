import type { KnownAccounts } from '@/lib/accounts/account-names'
import { parseCaller } from '@/lib/accounts/caller'
import { canonicalAction, REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import { CAPABILITY_ACTIONS, type Capability } from '@/lib/policy/presets'
import { type Principal, readAwsPrincipal } from '@/lib/policy/principals'
import { readTypedPrincipals } from '@/lib/policy/typed-principals'
import { actionWords } from '@/lib/policy/words/action-words'
import { principalWords } from '@/lib/policy/words/principal-words'
import { quoted } from '@/lib/text/quoted'

/** “Can X do Y?” as typed, and as it appears in a URL: `?who=ccp-dev&may=pull`. */
export type Question = { who: string; may: string }

/** Who a question is about, or why that isn't clear, with what was probably meant. */
export type Asked = { subject: Principal } | { problem: string; suggestion?: string | undefined }

const LONGEST_WHO = 2048

/** Anything but a repository action asks about pulling. */
export function readQuestion({ who, may }: Readonly<Record<string, unknown>>): Question {
  const asked = typeof may === 'string' ? may : ''
  const action = canonicalAction(asked) ?? ''
  return {
    who: typeof who === 'string' ? who.slice(0, LONGEST_WHO) : '',
    may: isCapability(asked) ? asked : REPOSITORY_ACTIONS.includes(action) ? action : 'pull',
  }
}

/** The actions that are asked about: those of a pull or a push, or a single one. */
export function questionActions(may: string): readonly string[] {
  return isCapability(may) ? CAPABILITY_ACTIONS[may] : [may]
}

/** Unlike the form of a policy, a question may be about a single session. Undefined while nothing is asked. */
export function readAsked(who: string, accounts: KnownAccounts): Asked | undefined {
  const typed = who.trim()
  if (typed === '') return undefined
  if (/^(\*|everyone|everybody|anyone|anybody)$/i.test(typed)) return { subject: readAwsPrincipal('*') }
  const caller = readAwsPrincipal(parseCaller(typed)?.arn ?? typed)
  if (caller.kind === 'session') return { subject: caller }
  const { principals, findings } = readTypedPrincipals(typed, accounts)
  const [finding] = findings
  if (finding) return { problem: finding.message, suggestion: finding.suggestion }
  const [subject, more] = principals
  if (!subject) return { problem: `${quoted(typed)} isn’t an account, role, user or service.` }
  return more ? { problem: 'Ask about one principal at a time.' } : { subject }
}

/** The full question, as the heading of its answer: “Can any user or role of ccp-dev (957591566260) pull?” */
export function questionWords(subject: Principal, may: string, accounts: KnownAccounts): string {
  return `Can ${principalWords(subject, accounts, 'or')} ${verbOf(may)}?`
}

/** What is asked about as a verb: “pull”, “change its permissions”. */
export function verbOf(may: string): string {
  return isCapability(may) ? may : actionWords([may])
}

function isCapability(may: string): may is Capability {
  return Object.hasOwn(CAPABILITY_ACTIONS, may)
}
