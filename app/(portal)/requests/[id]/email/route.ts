import { requireContext } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors'
import { emlFile } from '@/lib/requests/eml'
import { requireRequest } from '@/lib/requests/list-requests'
import { requestEmail } from '@/lib/requests/request-email'

/** The e-mail of a request as a file that mail programs open as a draft. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const ctx = await requireContext()
  const id = Number((await params).id)
  const request = await attempt(requireRequest(ctx, Number.isSafeInteger(id) && id < 2 ** 31 ? id : 0))
  if (request instanceof PortalError)
    return new Response(`${request.message}\n`, { status: request.code === 'forbidden' ? 403 : 404 })
  return new Response(emlFile(requestEmail(ctx, request)), {
    headers: {
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="ecr-access-request-${request.id}.eml"`,
    },
  })
}
