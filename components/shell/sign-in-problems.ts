const NO_ANSWER =
  'The portal could not make sure of the answer of single sign-on: it was given up, came too late or from another window, or single sign-on did not answer. Nobody was signed in. Start again with the button.'

/** Why nobody was signed in, and what to do; by the word that the address has for it. */
const PROBLEMS = new Map(
  Object.entries({
    AccessDenied:
      'Single sign-on knows you, but you are in none of the groups that may use this portal. Nothing was opened. Ask infrastructure operations which group you need; once you are in it, sign in again.',
    OAuthSignin:
      'The portal could not reach single sign-on, so nobody was signed in. Try again in a few minutes; if it goes on, tell infrastructure operations.',
    OAuthCallback: NO_ANSWER,
    Callback: NO_ANSWER,
    NoSession:
      'The portal could not open a session for you, so nobody was signed in. Try again in a minute; if it goes on, tell infrastructure operations.',
    Database:
      'The portal’s database does not answer, so no session could be opened and nobody was signed in. Try again in a minute; if it goes on, tell infrastructure operations.',
    Configuration:
      'Single sign-on is not set up completely for this portal, so nobody was signed in. Tell infrastructure operations; the portal’s log says what is missing.',
  }),
)

export function problemOf(error: string): string {
  return (
    PROBLEMS.get(error) ??
    'Nobody was signed in. Try again; if it fails again, tell infrastructure operations.'
  )
}
