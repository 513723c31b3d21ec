import 'server-only'
import { config } from '@/lib/config/config'
import type { Context } from '@/lib/context'
import { paths } from '@/lib/paths'
import type { RegistryHere } from '@/lib/policy/registry-side'
import type { AccessRequest, RequestNote } from '@/lib/requests/model'
import type { Verdict } from '@/lib/requests/verdict/verdict'
import { accessEmail, type Email } from './email'
import { replyEmail } from './reply-email'

/** The e-mail of a stored request. Recipient and link come from the configuration, never from user input. */
export function requestEmail(ctx: Context, request: AccessRequest, registry: RegistryHere): Email {
  return accessEmail(request, {
    to: config().accountsFile.opsEmail,
    link: requestLink(request),
    accounts: ctx.accounts,
    registry,
  })
}

/** The absolute URL of a request's page. */
export function requestLink({ id }: Pick<AccessRequest, 'id'>): string {
  return `${config().baseUrl}${paths.request(id)}`
}

/** The reply to a request in its current state, with the current verdict. */
export function requestReply(
  ctx: Context,
  request: AccessRequest,
  now: { notes: readonly RequestNote[]; verdict: Verdict; registry: RegistryHere },
): Email {
  return replyEmail(request, { ...now, link: requestLink(request), accounts: ctx.accounts })
}
