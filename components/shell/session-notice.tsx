import { Notice } from '@/components/ui/notice'
import type { Standing } from '@/lib/sessions/sessions'

/** Why somebody who was signed in stands before the sign-in page. */
export function SessionNotice({ standing }: { standing: Exclude<Standing, { is: 'open' }> }) {
  if (standing.is === 'ended')
    return (
      <Notice tone="info" title="Your session has ended">
        <p>
          Sessions end after an hour of inactivity, after eight hours, or when single sign-on ends them. Sign
          in again to return to where you were. What you typed is kept.
        </p>
      </Notice>
    )
  return standing.because === 'database' ? (
    <Notice tone="warning" title="The portal’s database isn’t responding">
      <p>
        The portal can’t check who you are, so it can’t show anything else and nobody can sign in. You’re
        still signed in. Try again in a few minutes.
      </p>
    </Notice>
  ) : (
    <Notice tone="warning" title="Single sign-on isn’t responding">
      <p>
        For 15 minutes the portal hasn’t been able to check who you are, so it can’t show anything else.
        You’re still signed in. Try again in a few minutes.
      </p>
    </Notice>
  )
}
