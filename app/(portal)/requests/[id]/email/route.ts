import { requestEmail } from '@/lib/requests/email/request-email'
import { serveEmail } from '../serve-email'

/** The e-mail that asks for access. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return serveEmail(params, 'ecr-access-request', requestEmail)
}
