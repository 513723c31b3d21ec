import { type PolicyDocument, type PolicyProblem, parsePolicy } from '@/lib/policy/document'
import { addStatement, removeStatement, replaceStatement } from '@/lib/policy/edit'
import { fromForm, type StatementForm, toForm } from '@/lib/policy/form'
import { isObject } from '@/lib/policy/json-tree'
import { PRESETS } from '@/lib/policy/presets'

/** The one change that is being made to a policy. */
export type Editing =
  | { kind: 'add'; form: StatementForm }
  | { kind: 'change'; index: number; form: StatementForm }
  | { kind: 'remove'; index: number }
  | { kind: 'json'; text: string }
  /** An earlier policy in the place of the present one; null for none. */
  | { kind: 'restore'; text: string | null }

/** What the policy becomes: a document, none at all, or a text that cannot be read. */
export type Draft =
  | { ok: true; document: PolicyDocument | undefined }
  | { ok: false; problems: PolicyProblem[] }

/** A new statement begins as what is asked for most: an account that may pull. */
export const NEW_FORM: StatementForm = {
  sid: '',
  effect: 'Allow',
  principals: { kind: 'aws', accounts: [], entities: [] },
  actions: [...PRESETS.pull.actions],
  conditions: [],
}

/** The form of a statement that the form can show. */
export function changeStatement(document: PolicyDocument, index: number): Editing | undefined {
  const reading = toForm(document.statements[index] ?? null)
  return reading.ok ? { kind: 'change', index, form: reading.form } : undefined
}

/** A stored policy as a document; undefined for none. What ECR stores can always be read. */
export function documentOf(text: string | null): PolicyDocument | undefined {
  const reading = text === null ? undefined : parsePolicy(text)
  return reading?.ok ? reading.document : undefined
}

/** The policy with the change in it. `sid` is the name for a statement that the form leaves without one. */
export function draftOf(editing: Editing, document: PolicyDocument | undefined, sid: string): Draft {
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
    case 'restore':
    case 'json': {
      if (!editing.text?.trim()) return { ok: true, document: undefined }
      const reading = parsePolicy(editing.text)
      return reading.ok ? { ok: true, document: reading.document } : reading
    }
  }
}
