/** What the portal was doing when the database failed; `changing` records a change in AWS before making it. */
type Doing = 'reading' | 'writing' | 'changing'

type Failure = 'unreachable' | 'lost' | 'refused' | 'read-only' | 'full' | 'slow'

const WORDS: Record<Failure, { what: string; next: string }> = {
  unreachable: { what: 'The portal’s database isn’t responding', next: 'Try again in a minute.' },
  lost: { what: 'The connection to the portal’s database was lost', next: 'Try again in a minute.' },
  slow: { what: 'The portal’s database took too long', next: 'Try again in a minute.' },
  refused: {
    what: 'The portal’s database rejected the portal',
    next: 'Tell infrastructure operations.',
  },
  'read-only': {
    what: 'The portal’s database is read-only at the moment',
    next: 'Tell infrastructure operations.',
  },
  full: { what: 'The disk of the portal’s database is full', next: 'Tell infrastructure operations.' },
}

const ENDINGS: Record<Doing, string> = {
  reading: 'so this can’t be shown.',
  writing: 'so this couldn’t be recorded and was not done.',
  changing: 'so this change couldn’t be recorded and was not made in AWS.',
}

// PostgreSQL's error codes (its documentation, appendix A), and those of Node's sockets.
const CODES: Record<string, Failure> = {
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  '57P03': 'unreachable',
  '53300': 'unreachable',
  ETIMEDOUT: 'lost',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
  '57P01': 'lost',
  '57P02': 'lost',
  '08006': 'lost',
  '08003': 'lost',
  '25P03': 'lost',
  '57014': 'slow',
  '55P03': 'slow',
  '28000': 'refused',
  '28P01': 'refused',
  '3D000': 'refused',
  '42501': 'refused',
  '25006': 'read-only',
  '53100': 'full',
}

/** The driver's errors without a code. */
const MESSAGES: [RegExp, Failure][] = [
  [/timeout exceeded when trying to connect|due to connection timeout|timeout expired/i, 'unreachable'],
  [/connection terminated|not queryable|connection ended|pool after calling end/i, 'lost'],
]

/** A message for the person when the database failed; undefined for any other error. */
export function databaseFailure(error: unknown, doing: Doing): string | undefined {
  const failure = failureOf(error)
  if (!failure) return undefined
  const { what, next } = WORDS[failure]
  // The commit may have succeeded, and only its response was lost.
  if (failure === 'lost' && doing === 'writing')
    return `${what}, so we don’t know whether this was recorded. Reload the page and check before you try again.`
  return `${what}, ${ENDINGS[doing]} ${next}`
}

/** Whether the database couldn't be reached at all, and may be later. */
export function isUnreachable(error: unknown): boolean {
  return failureOf(error) === 'unreachable'
}

function failureOf(error: unknown): Failure | undefined {
  const own = fromQuery(error)
  if (!(own instanceof Error)) return undefined
  const code = 'code' in own ? CODES[String(own.code)] : undefined
  return code ?? MESSAGES.find(([pattern]) => pattern.test(own.message))?.[1]
}

/** The database's own error. The wrapper repeats the query and its parameters, which contain what people typed. */
export function fromQuery(error: unknown): unknown {
  return error instanceof Error && error.message.startsWith('Failed query') ? error.cause : error
}
