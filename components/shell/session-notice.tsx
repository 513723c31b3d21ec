import { Notice } from '@/components/ui/notice'
import type { Standing } from '@/lib/sessions/sessions'

/** Why somebody who was signed in stands before the sign-in page. */
export function SessionNotice({ standing }: { standing: Exclude<Standing, { is: 'open' }> }) {
  if (standing.is === 'ended')
    return (
      <Notice tone="info" title="Your session has ended">
        <p>
          Sessions end after an hour without use, after eight hours, and when single sign-on takes them back.
          Sign in again: you come back to where you were, and what you typed is kept.
        </p>
      </Notice>
    )
  return standing.because === 'database' ? (
    <Notice tone="warning" title="The portal’s database does not answer">
      <p>
        The portal cannot look up who you are, so it shows nothing more and nobody can sign in. You are still
        signed in. Try again in a few minutes.
      </p>
    </Notice>
  ) : (
    <Notice tone="warning" title="Single sign-on does not answer">
      <p>
        The portal has not been able to ask for 15 minutes who you are, so it shows nothing more. You are
        still signed in. Try again in a few minutes.
      </p>
    </Notice>
  )
}
