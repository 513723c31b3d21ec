import 'server-only'
import { z } from 'zod'
import { AccountId } from '@/lib/accounts/model'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { PortalError } from '@/lib/errors/portal-error'
import { savePolicy } from '@/lib/permissions/save-policy'
import { newPolicy } from '@/lib/policy/edit/edit'
import { fromForm, type StatementForm } from '@/lib/policy/form/form'
import { suggestSid } from '@/lib/policy/form/sid'
import { PRESETS } from '@/lib/policy/presets'
import { RepositoryRefInput } from './reference-input'

const ShareRepositoryInput = z.object({
  ref: RepositoryRefInput,
  /** Leaves out its own account, which needs no permission from the repository. */
  shareWith: z.array(AccountId).max(50),
})

/**
 * Lets accounts pull from a repository that has no policy yet. Repeating it changes nothing; someone else's policy is a
 * conflict and stays.
 */
export async function shareRepository(ctx: Context, input: unknown): Promise<void> {
  const { ref, shareWith } = parseInput(ShareRepositoryInput, input)
  const accounts = shareWith.filter((account) => account !== ref.account)
  if (accounts.length === 0) return
  const form: StatementForm = {
    sid: '',
    effect: 'Allow',
    principals: { kind: 'aws', accounts, entities: [] },
    actions: [...PRESETS.pull.actions],
    conditions: [],
  }
  const statement = fromForm({ ...form, sid: suggestSid(form, ctx.accounts, []) })
  const saving = await savePolicy(ctx, { ref, base: null, draft: newPolicy([statement]).text })
  if (saving.outcome === 'conflict')
    throw new PortalError(
      'conflict',
      'Someone else gave it a policy in the meantime, which was left unchanged. Share it on its Permissions tab.',
    )
  if (saving.outcome === 'unconfirmed')
    throw new PortalError(
      'invalid',
      `${saving.because.join(' ')} It wasn’t shared. Share it on its Permissions tab.`,
    )
}
