import { getRegistryHere } from '@/lib/registry-policy/get-registry-here'
import { requestEmail } from '@/lib/requests/email/request-email'
import { repositoryOf } from '@/lib/requests/model'
import { serveEmail } from '../serve-email'

/** The e-mail that asks for access. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return serveEmail(params, 'ecr-access-request', async (ctx, request) =>
    requestEmail(ctx, request, await getRegistryHere(ctx, repositoryOf(request))),
  )
}
