import type { KnownAccounts } from '@/lib/accounts/account-names'
import { type PolicyDocument, type PolicyProblem, parsePolicy, storedPolicy } from '@/lib/policy/document'
import { type CopyHow, copyPolicy } from '@/lib/policy/edit/copy-policy'
import { addStatement, removeStatement, replaceStatement } from '@/lib/policy/edit/edit'
import { fromForm, type PolicyOf, type StatementForm, toForm } from '@/lib/policy/form/form'
import { checkForm, type FormFinding } from '@/lib/policy/form/form-check'
import { suggestSid } from '@/lib/policy/form/sid'
import { isObject } from '@/lib/policy/json/json-tree'
import { PRESETS } from '@/lib/policy/presets'
import { readAwsPrincipal } from '@/lib/policy/principals'
import { readStatements } from '@/lib/policy/statement'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { quoted } from '@/lib/text/quoted'

/** The one change that is being made to a policy. */
export type Editing =
  | ({ kind: 'add' } & Filled)
  | ({ kind: 'change'; index: number } & Filled)
  | { kind: 'remove'; index: number }
  | { kind: 'json'; text: string }
  /** An earlier policy instead of the current one; null for none. */
  | { kind: 'restore'; text: string | null }
  | CopyEditing

/** A form, and the text in its principals field that isn't a principal yet. */
export type Filled = { form: StatementForm; typed: string }

/** The policy of another repository, as it was when it was chosen. */
export type CopyEditing = {
  kind: 'copy'
  how: CopyHow
  source: { ref: RepositoryRef; policy: string } | null
}

/** What the policy becomes: a document, none at all, or a text that can't be parsed. */
export type Draft =
  | { ok: true; document: PolicyDocument | undefined }
  | { ok: false; problems: PolicyProblem[] }

/** A change with the form's findings. `suggestedSid` is the Sid of a new statement if none is typed. */
export type EditingReading = { draft: Draft; findings: FormFinding[]; suggestedSid: string }

/** A new statement starts with the most common request: an account that can pull. */
export const NEW_FORM: StatementForm = {
  sid: '',
  effect: 'Allow',
  principals: { kind: 'aws', accounts: [], entities: [] },
  actions: [...PRESETS.pull.actions],
  conditions: [],
}

/** The same in the policy of a registry, which has to say for which repositories. */
export const NEW_REGISTRY_FORM: StatementForm = { ...NEW_FORM, resources: [] }

/** Starts a grant. A session is put in the field as if typed, where the form explains that it needs a role. */
export function beginGrant(form: StatementForm): Editing {
  const { principals } = form
  if (principals.kind !== 'aws') return { kind: 'add', form, typed: '' }
  const isSession = (written: string) => readAwsPrincipal(written).kind === 'session'
  const entities = principals.entities.filter((written) => !isSession(written))
  const typed = principals.entities.filter(isSession).join(' ')
  return { kind: 'add', form: { ...form, principals: { ...principals, entities } }, typed }
}

/** A copy starts by adding, so nothing is lost. */
export const NEW_COPY: CopyEditing = { kind: 'copy', how: 'add', source: null }

/** Starts editing a statement; undefined if the form can't show it. */
export function changeStatement(
  document: PolicyDocument,
  index: number,
  policyOf?: PolicyOf,
): Editing | undefined {
  const reading = toForm(document.statements[index] ?? null, policyOf)
  return reading.ok ? { kind: 'change', index, form: reading.form, typed: '' } : undefined
}

export function readEditing(
  editing: Editing,
  document: PolicyDocument | undefined,
  accounts: KnownAccounts,
): EditingReading {
  if (editing.kind !== 'add' && editing.kind !== 'change')
    return { draft: draftOf(editing, document, ''), findings: [], suggestedSid: '' }
  const statements = readStatements(document?.statements ?? [])
  const edited = editing.kind === 'change' ? statements[editing.index] : undefined
  const takenSids = statements.flatMap((statement) => (statement === edited ? [] : (statement.sid ?? [])))
  const suggestedSid = suggestSid(editing.form, accounts, takenSids)
  const sid = editing.form.sid || (editing.kind === 'add' ? suggestedSid : '')
  return {
    draft: draftOf(editing, document, suggestedSid),
    findings: checkForm({ ...editing.form, sid }, { takenSids, found: edited }),
    suggestedSid,
  }
}

/** Where a draft can't be parsed, and why; undefined if it can. */
export function problemWords(draft: Draft): string | undefined {
  const [problem] = draft.ok ? [] : draft.problems
  return problem && `Line ${problem.line}, column ${problem.column}: ${problem.message}`
}

/** The form's findings, and typed text that was not accepted, so that saving doesn't silently ignore it. */
export function allFindings(editing: Editing, { findings }: EditingReading): FormFinding[] {
  if (editing.kind !== 'add' && editing.kind !== 'change') return findings
  const { form, typed } = editing
  return typed.trim() === '' || form.principals.kind === 'everyone'
    ? findings
    : [
        ...findings,
        {
          field: 'principals',
          message: `${quoted(typed.trim())} isn’t ${form.principals.kind === 'service' ? 'a service' : 'an account, role or user'}. Correct it or remove it.`,
        },
      ]
}

/** What stops a change from being saved, by field. */
export function problemsOf(
  editing: Editing,
  draft: Draft,
  findings: readonly FormFinding[],
): Record<string, string> {
  const unreadable = problemWords(draft)
  return {
    ...Object.fromEntries(findings.map(({ field, message }) => [field, message])),
    ...(unreadable && { json: unreadable }),
    ...(editing.kind === 'copy' && !editing.source && { source: 'Choose the repository to copy from.' }),
  }
}

/** The policy with the change applied. `sid` is used for a statement without one. */
function draftOf(editing: Editing, document: PolicyDocument | undefined, sid: string): Draft {
  switch (editing.kind) {
    case 'add':
      return {
        ok: true,
        document: addStatement(document, fromForm({ ...editing.form, sid: editing.form.sid || sid })),
      }
    case 'change': {
      const original = document?.statements[editing.index]
      if (!document || !isObject(original)) return { ok: true, document }
      return {
        ok: true,
        document: replaceStatement(document, editing.index, fromForm(editing.form, original)),
      }
    }
    case 'remove': {
      const edit = document && removeStatement(document, editing.index)
      return { ok: true, document: edit?.kind === 'document' ? edit.document : undefined }
    }
    case 'copy': {
      const source = storedPolicy(editing.source?.policy ?? null)
      return { ok: true, document: source ? copyPolicy(document, source, editing.how).document : document }
    }
    case 'restore':
    case 'json': {
      if (!editing.text?.trim()) return { ok: true, document: undefined }
      const reading = parsePolicy(editing.text)
      return reading.ok ? { ok: true, document: reading.document } : reading
    }
  }
}
