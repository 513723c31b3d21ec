import 'server-only'
import { config } from '@/lib/config/config'
import type { Context } from '@/lib/context'
import { paths } from '@/lib/paths'
import { accessEmail, type Email } from './email'
import type { AccessRequest } from './model'

/** The e-mail of a stored request. Its recipient and its link come from the configuration, never from what was typed. */
export function requestEmail(ctx: Context, request: AccessRequest): Email {
  const { accountsFile, baseUrl } = config()
  return accessEmail(request, {
    to: accountsFile.opsEmail,
    link: `${baseUrl}${paths.request(request.id)}`,
    accounts: ctx.accounts,
  })
}
