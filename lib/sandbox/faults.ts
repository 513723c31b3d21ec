import { z } from 'zod'
import { AccountId } from '@/lib/accounts/model'
import type { Envelope } from './envelope'
import { AwsError } from './protocol/aws-error'

// Faults on demand. Only the sandbox has this endpoint, on the loopback address:
//
//   POST   /_sandbox/faults   one fault as JSON, with `content-type: application/json`; answers 201
//   GET    /_sandbox/faults   the faults that are waiting, oldest first
//   DELETE /_sandbox/faults   removes all of them
//
// Every fault may name an `account`, a `region` and an `operation` (`DescribeRepositories`, `AssumeRole`, …) and
// then affects only those requests; AssumeRole counts for the account of the role. `times` says how many requests it
// affects; without it, the fault stays until it is removed. Every matching `latency` applies to a request, and the first
// other fault that matches.
//
//   {"fault":"latency","latencyMs":800}            answers after a while
//   {"fault":"throttle","times":2}                 ThrottlingException: Rate exceeded
//   {"fault":"access-denied","reason":"…"}         AccessDeniedException in AWS's sentence; `reason` ends it
//   {"fault":"expired-token"}                      ExpiredTokenException
//   {"fault":"short-session","seconds":2}          AssumeRole gives a session that ends so soon
//   {"fault":"clock-skew"}                         the signature looks too old to AWS
//   {"fault":"server-error"}                       ServerException with HTTP 500
//   {"fault":"connection-reset"}                   the connection breaks before anything is done
//   {"fault":"connection-refused","forMs":3000}    nobody can connect, not even here; takes no filter
//   {"fault":"hang"}                               no answer ever comes
//   {"fault":"empty-200"}                          HTTP 200 without a body
//   {"fault":"html-502"}                           a gateway's HTML page with HTTP 502
//   {"fault":"truncated"}                          half of the true answer with HTTP 200
//   {"fault":"empty-page"}                         a list begins with an empty page and a token for the rest
//   {"fault":"later-pages-fail"}                   ServerException for every page but the first
//   {"fault":"lost-answer"}                        the request is carried out, and the connection breaks
//   {"fault":"late-create","reads":3}              CreateRepository succeeds; the next `reads` requests that name
//                                                  the new repository are told that it does not exist

const Scope = {
  account: AccountId.optional(),
  region: z.string().optional(),
  operation: z.string().optional(),
  times: z.number().int().min(1).optional(),
}

const plain = z.enum([
  'throttle',
  'expired-token',
  'clock-skew',
  'server-error',
  'connection-reset',
  'hang',
  'empty-200',
  'html-502',
  'truncated',
  'empty-page',
  'later-pages-fail',
  'lost-answer',
])

export const Fault = z.union([
  z.strictObject({ fault: plain, ...Scope }),
  z.strictObject({ fault: z.literal('latency'), latencyMs: z.number().min(0).max(600_000), ...Scope }),
  z.strictObject({ fault: z.literal('access-denied'), reason: z.string().optional(), ...Scope }),
  z.strictObject({ fault: z.literal('short-session'), seconds: z.number().int().min(0), ...Scope }),
  z.strictObject({ fault: z.literal('late-create'), reads: z.number().int().min(1), ...Scope }),
  z.strictObject({ fault: z.literal('connection-refused'), forMs: z.number().min(0).max(60_000) }),
])
export type Fault = z.infer<typeof Fault>
type RequestFault = Exclude<Fault, { fault: 'connection-refused' }>

/** What goes wrong with a request, beside the time it takes. */
export type MetFault = Exclude<RequestFault, { fault: 'latency' }>
type Met = { latencyMs: number; fault: MetFault | undefined }

export type Faults = {
  add: (fault: RequestFault) => void
  list: () => readonly RequestFault[]
  clear: () => void
  /** The faults for a request, used up by it. */
  meet: (envelope: Envelope) => Met
}

export function openFaults(latencyMs: number): Faults {
  let waiting: RequestFault[] = []

  function take(fault: RequestFault): void {
    if (fault.times === undefined) return
    fault.times--
    if (fault.times === 0) waiting = waiting.filter((other) => other !== fault)
  }

  return {
    add: (fault) => waiting.push({ ...fault }),
    list: () => waiting,
    clear() {
      waiting = []
    },
    meet(envelope) {
      const met: Met = { latencyMs, fault: undefined }
      for (const fault of waiting.filter((candidate) => fits(candidate, envelope))) {
        if (fault.fault === 'latency') met.latencyMs += fault.latencyMs
        else if (!met.fault) met.fault = fault
        else continue
        take(fault)
      }
      return met
    },
  }
}

function fits(fault: RequestFault, { account, region, operation, body }: Envelope): boolean {
  if (fault.account !== undefined && fault.account !== account) return false
  if (fault.region !== undefined && fault.region !== region) return false
  if (fault.operation !== undefined && fault.operation !== operation) return false
  switch (fault.fault) {
    case 'empty-page':
      return LISTS.has(operation) && !body?.nextToken && !body?.repositoryNames && !body?.imageIds
    case 'later-pages-fail':
      return body?.nextToken !== undefined
    case 'late-create':
      return operation === 'CreateRepository'
    case 'short-session':
      return operation === 'AssumeRole'
    default:
      return true
  }
}

/** The operations that list, and the field in which they do. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['DescribeRepositories', 'repositories'],
  ['DescribeImages', 'imageDetails'],
  ['ListImages', 'imageIds'],
])

/** The token of an empty first page; it stands for the beginning of the list. */
export const START_TOKEN = 'c2FuZGJveDogdGhlIGxpc3QgYmVnaW5zIGhlcmU='

/** The answer of `empty-page`, which only an operation that lists can meet. */
export function emptyPage(operation: string): Record<string, unknown> {
  const field = LISTS.get(operation)
  if (!field) throw new Error(`${operation} lists nothing`)
  return { [field]: [], nextToken: START_TOKEN }
}

/** The refusal that a fault stands for, or undefined when it breaks the request in another way. */
export function refusalFor(
  fault: MetFault,
  { service, operation, callerArn }: Envelope,
): AwsError | undefined {
  const action = `${service}:${operation}`
  switch (fault.fault) {
    case 'throttle':
      return new AwsError('ThrottlingException', 'Rate exceeded')
    case 'expired-token':
      return new AwsError('ExpiredTokenException', 'The security token included in the request is expired')
    case 'clock-skew':
      return new AwsError(
        'InvalidSignatureException',
        'Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z (20260101T001500Z - 5 min.)',
      )
    case 'server-error':
    case 'later-pages-fail':
      return new AwsError('ServerException', 'Service temporarily unavailable. Retry the request.', 500)
    case 'access-denied': {
      const reason = fault.reason ?? `because no identity-based policy allows the ${action} action`
      return new AwsError(
        'AccessDeniedException',
        `User: ${callerArn ?? '*'} is not authorized to perform: ${action} on resource: * ${reason}`,
      )
    }
    default:
      return undefined
  }
}
