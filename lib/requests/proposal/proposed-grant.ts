import { fromForm, type StatementForm } from '@/lib/policy/form/form'
import type { JsonObject } from '@/lib/policy/json/json'
import type { Proposal } from '@/lib/requests/model'

/** The statement of the form as a proposal; with the spelling of `original` wherever the form left that alone. */
export function proposedGrant(form: StatementForm, suggestedSid: string, original?: JsonObject): Proposal {
  const statement = fromForm({ ...form, sid: form.sid || suggestedSid }, original)
  return { kind: 'statement', statement: JSON.stringify(statement) }
}
