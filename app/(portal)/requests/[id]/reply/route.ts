import { requestReply } from '@/lib/requests/email/request-email'
import { reviewRequest } from '@/lib/requests/review-request'
import { serveEmail } from '../serve-email'

/** The e-mail that answers a request, in its current state. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return serveEmail(params, 'ecr-access-reply', async (ctx, request) =>
    requestReply(ctx, request, await reviewRequest(ctx, request)),
  )
}
