import { paths } from '@/lib/paths'
import { fromForm } from '@/lib/policy/form'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { Editing } from './editing'

/** Where somebody asks for a change that they may not save: a request with the new statement as its proposal. */
export function askForChange(repository: RepositoryRef, editing: Editing, suggestedSid: string): string {
  const place = { account: repository.account, region: repository.region, repository: repository.name }
  if (editing.kind !== 'add') return paths.access({ ...place, action: 'ecr:SetRepositoryPolicy' })
  const statement = fromForm({ ...editing.form, sid: editing.form.sid || suggestedSid })
  return paths.access({ ...place, action: 'ecr:SetRepositoryPolicy', proposal: JSON.stringify(statement) })
}
