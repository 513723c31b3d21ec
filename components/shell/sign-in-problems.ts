const NO_ANSWER =
  'The portal couldn’t verify the response from single sign-on: sign-in was cancelled, took too long or was started in another window, or single sign-on didn’t respond. You weren’t signed in. Use the button to start again.'

/** Why signing in failed, and what to do, by the code in the address. */
const PROBLEMS = new Map(
  Object.entries({
    AccessDenied:
      'Single sign-on recognises you, but you aren’t in a group that can use this portal, so you weren’t signed in. Ask infrastructure operations which group you need. Once you’re in it, sign in again.',
    OAuthSignin:
      'The portal couldn’t reach single sign-on, so you weren’t signed in. Try again in a few minutes. If it keeps happening, tell infrastructure operations.',
    OAuthCallback: NO_ANSWER,
    Callback: NO_ANSWER,
    NoSession:
      'The portal couldn’t start a session, so you weren’t signed in. Try again in a minute. If it keeps happening, tell infrastructure operations.',
    Database:
      'The portal’s database isn’t responding, so you weren’t signed in. Try again in a minute. If it keeps happening, tell infrastructure operations.',
    Configuration:
      'Single sign-on isn’t fully set up for this portal, so you weren’t signed in. Tell infrastructure operations: the portal’s log says what’s missing.',
  }),
)

export function problemOf(error: string): string {
  return (
    PROBLEMS.get(error) ??
    'You weren’t signed in. Try again. If it keeps happening, tell infrastructure operations.'
  )
}
