import type { KnownAccounts } from '@/lib/accounts/account-names'
import { parseCaller } from '@/lib/accounts/caller'
import { canonicalAction, REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import { CAPABILITY_ACTIONS, type Capability } from '@/lib/policy/presets'
import { type Principal, readAwsPrincipal } from '@/lib/policy/principals'
import { readTypedPrincipals } from '@/lib/policy/typed-principals'
import { actionWords } from '@/lib/policy/words/action-words'
import { principalWords } from '@/lib/policy/words/principal-words'
import { quoted } from '@/lib/text/quoted'

/** “Can X do Y?” as it is typed and as it stands in an address: `?who=ccp-dev&may=pull`. */
export type Question = { who: string; may: string }

/** Whom a question is about, or why that is nobody, with the text that was probably meant. */
export type Asked = { subject: Principal } | { problem: string; suggestion?: string | undefined }

const LONGEST_WHO = 2048

/** Anything but a repository's action asks about pulling. */
export function readQuestion({ who, may }: Readonly<Record<string, unknown>>): Question {
  const deed = typeof may === 'string' ? may : ''
  const action = canonicalAction(deed) ?? ''
  return {
    who: typeof who === 'string' ? who.slice(0, LONGEST_WHO) : '',
    may: isCapability(deed) ? deed : REPOSITORY_ACTIONS.includes(action) ? action : 'pull',
  }
}

/** The actions that a deed takes: those of a pull or a push, or the one that it names. */
export function deedActions(may: string): readonly string[] {
  return isCapability(may) ? CAPABILITY_ACTIONS[may] : [may]
}

/** Unlike a policy's form, a question may be about one session. Undefined while nothing is asked. */
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
  if (!subject) return { problem: `${quoted(typed)} names nobody.` }
  return more ? { problem: 'Ask about one at a time.' } : { subject }
}

/** The question in full, as the head of its answer: “Can any user or role of ccp-dev (957591566260) pull?” */
export function questionWords(subject: Principal, may: string, accounts: KnownAccounts): string {
  const deed = isCapability(may) ? may : actionWords([may])
  return `Can ${principalWords(subject, accounts, 'or')} ${deed}?`
}

function isCapability(may: string): may is Capability {
  return Object.hasOwn(CAPABILITY_ACTIONS, may)
}
