import { Notice } from '@/components/ui/notice'
import type { SessionState } from '@/lib/sessions/sessions'

/** Why somebody who was signed in sees the sign-in page. */
export function SessionNotice({ session }: { session: Exclude<SessionState, { is: 'open' }> }) {
  if (session.is === 'ended')
    return (
      <Notice tone="info" title="Your session has ended">
        <p>
          Sessions end after an hour of inactivity, after eight hours, or when single sign-on ends them. Sign
          in again to return to where you were. What you typed is kept.
        </p>
      </Notice>
    )
  return session.because === 'database' ? (
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
