import type { PolicyDocument } from '@/lib/policy/document'
import { addStatement } from '@/lib/policy/edit/edit'
import { evaluate } from '@/lib/policy/evaluate/evaluate'
import { fromForm, type StatementForm } from '@/lib/policy/form/form'
import type { FormPrincipals } from '@/lib/policy/form/form-principals'
import { PRESETS } from '@/lib/policy/presets'
import type { Principal } from '@/lib/policy/principals'
import { mayDiffer } from '@/lib/policy/prove/decide'
import { exampleWords } from '@/lib/policy/prove/witness-words'
import { readStatements } from '@/lib/policy/statement'
import { verdictSentences } from '@/lib/policy/words/verdict-words'
import { type ProvedVerdict, provedVerdict } from './proved-verdict'
import { questionActions, verbOf } from './question'
import { type Asked, askAbout, subjectsOf } from './subjects'
import type { PolicyContext } from './who-can'

export type Answer = {
  verdict: ProvedVerdict
  sentences: string[]
  /** The statement that would turn a no into a yes; undefined if none can, because of a Deny. */
  grant: StatementForm | undefined
  /** The statements that deny any of the actions, counted from 0. */
  denying: number[]
}

/**
 * Whether the subject can do it on the repository’s side, why, and what would allow it. With a change also the answer
 * after it, unless that is the same.
 */
export function answerTo(
  document: PolicyDocument | undefined,
  subject: Principal,
  may: string,
  context: PolicyContext,
  change?: { document: PolicyDocument | undefined },
): { now: Answer; changed: Answer | undefined } {
  const documents = change ? [document, change.document] : [document]
  const actions = questionActions(may)
  const named = [...subjectsOf(documents, context), subject]
  const asked = askAbout(documents, named, context)(subject)
  const now = answerOf(asked, 0, may, context)
  if (!change) return { now, changed: undefined }
  const changed = answerOf(asked, 1, may, context)
  const differs =
    actions.some((action) => mayDiffer(asked.ask, action)) ||
    changed.verdict.statements.join() !== now.verdict.statements.join() ||
    changed.verdict.registryStatements.join() !== now.verdict.registryStatements.join()
  return { now, changed: differs ? changed : undefined }
}

function answerOf(asked: Asked, place: number, may: string, context: PolicyContext): Answer {
  const { subject, documents } = asked
  const document = documents[place]
  const verdict = provedVerdict(asked, place, questionActions(may))
  const [why = '', ...rest] = verdictSentences(
    verdict,
    subject,
    readStatements(document?.statements ?? []),
    context.accounts,
  )
  const denied = verdict.actions.filter(({ outcome }) => outcome === 'denied')
  return {
    verdict,
    sentences: [why, ...exampleOf(verdict, may, context), ...rest],
    grant: verdict.missing.length > 0 ? helpingGrant(document, subject, may, context) : undefined,
    denying: [...new Set(denied.flatMap(({ statements }) => statements))],
  }
}

/** Somebody who gets a yes; where IAM decides, no example says more. */
function exampleOf({ outcome, example }: ProvedVerdict, may: string, { accounts }: PolicyContext): string[] {
  if (!example || (outcome !== 'allowed' && outcome !== 'conditional')) return []
  return [`For example, ${exampleWords(example, accounts)}, can ${verbOf(may)}.`]
}

function helpingGrant(
  document: PolicyDocument | undefined,
  subject: Principal,
  may: string,
  context: PolicyContext,
): StatementForm | undefined {
  const form: StatementForm = {
    sid: '',
    effect: 'Allow',
    principals: formOf(subject),
    actions: [...grantedActions(may)],
    conditions: [],
  }
  const after = addStatement(document, fromForm(form))
  return evaluate(after, subject, questionActions(may), context).missing.length === 0 ? form : undefined
}

/** The preset, which includes what a client calls besides the bare necessities. */
function grantedActions(may: string): readonly string[] {
  if (may === 'pull') return PRESETS.pull.actions
  return may === 'push' ? PRESETS['push-pull'].actions : [may]
}

function formOf(subject: Principal): FormPrincipals {
  if (subject.kind === 'everyone') return { kind: 'everyone' }
  if (subject.kind === 'service') return { kind: 'service', services: [subject.service] }
  return subject.kind === 'account'
    ? { kind: 'aws', accounts: [subject.account], entities: [] }
    : { kind: 'aws', accounts: [], entities: [subject.written] }
}
