import type { Email } from '@/lib/requests/email/email'
import { fitsMailto, mailtoUrl } from '@/lib/requests/email/mailto'
import type { ShownEmail } from './email-panel'

export function emailProps(email: Email, emlPath: string): ShownEmail {
  const { to, subject, body } = email
  return { to, subject, body, mailto: mailtoUrl(email), whole: fitsMailto(email), emlPath }
}
