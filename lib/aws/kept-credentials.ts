import 'server-only'

const RENEW_BEFORE_MS = 5 * 60_000

type Credentials = {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  expiration?: Date
}

/** A role's credentials, kept until shortly before they expire. Concurrent callers share one request for them. */
export function keptCredentials(assumeRole: () => Promise<Credentials>): {
  get: () => Promise<Credentials>
  forget: () => void
} {
  let kept: Promise<Credentials> | undefined
  let endsAt = 0
  function forget(): void {
    kept = undefined
  }
  function get(): Promise<Credentials> {
    if (kept && Date.now() < endsAt - RENEW_BEFORE_MS) return kept
    const fetched = assumeRole()
    kept = fetched
    endsAt = Number.POSITIVE_INFINITY
    fetched.then(
      ({ expiration }) => {
        if (kept === fetched) endsAt = expiration?.getTime() ?? 0
      },
      () => {
        if (kept === fetched) forget()
      },
    )
    return fetched
  }
  return { get, forget }
}
