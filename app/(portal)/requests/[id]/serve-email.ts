import type { Context } from '@/lib/context'
import { attempt, PortalError, type PortalErrorCode } from '@/lib/errors/portal-error'
import { requireContext } from '@/lib/request-context'
import type { Email } from '@/lib/requests/email/email'
import { emlFile } from '@/lib/requests/email/eml'
import { requireRequest } from '@/lib/requests/list-requests'
import type { AccessRequest } from '@/lib/requests/model'

const STATUSES: Partial<Record<PortalErrorCode, number>> = { forbidden: 403, 'database-unavailable': 503 }

/** An e-mail of a request, as a file that mail programs open as a draft. `name` is the file name before the number. */
export async function serveEmail(
  params: Promise<{ id: string }>,
  name: string,
  emailOf: (ctx: Context, request: AccessRequest) => Email | Promise<Email>,
): Promise<Response> {
  const ctx = await requireContext()
  const id = Number((await params).id)
  const request = await attempt(requireRequest(ctx, Number.isSafeInteger(id) && id < 2 ** 31 ? id : 0))
  if (request instanceof PortalError)
    return new Response(`${request.message}\n`, { status: STATUSES[request.code] ?? 404 })
  return new Response(emlFile(await emailOf(ctx, request)), {
    headers: {
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${name}-${request.id}.eml"`,
    },
  })
}
