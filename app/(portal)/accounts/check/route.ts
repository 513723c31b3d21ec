import { checkRegistry } from '@/lib/accounts/roles/check-registry'
import { recordRefusal } from '@/lib/audit/record'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { dataRoute } from '@/lib/http/data-route'

/** Checks one registry and returns the result. */
export const POST = dataRoute(async (ctx, parameters) => {
  const check = await attempt(checkRegistry(ctx, Object.fromEntries(parameters)))
  if (!(check instanceof PortalError)) return Response.json(check)
  await recordRefusal(ctx, check)
  return new Response(`${check.message}\n`, { status: check.code === 'forbidden' ? 403 : 400 })
}, 'write')
