import { setTimeout as wait } from 'node:timers/promises'
import type { Calls } from './calls'
import { authorizeEcr } from './ecr/authorize'
import type { Call } from './ecr/call'
import type { Hidden } from './ecr/hidden'
import { requireEcrOperation } from './ecr/operations'
import { type Envelope, envelopeOf } from './envelope'
import { emptyPage, type Faults, type MetFault, refusalFor, START_TOKEN } from './faults'
import type { Outcome } from './http'
import { authenticate } from './identity/authenticate'
import { jsonAnswer, refusal, xmlAnswer } from './protocol/answers'
import { AwsError } from './protocol/aws-error'
import type { Answer, AwsRequest } from './protocol/request'
import { requireStsOperation } from './sts/operations'

/** Everything that is kept between requests. */
export type Sandbox = {
  /** What every operation of ECR may need. */
  shared: Omit<Call, 'caller' | 'region' | 'now'>
  faults: Faults
  hidden: Hidden
  calls: Calls
}

/** Answers a request to AWS, with any fault that applies to it. */
export async function answer(sandbox: Sandbox, request: AwsRequest): Promise<Outcome> {
  const envelope = envelopeOf(sandbox.shared.directory, request)
  const { latencyMs, fault } = sandbox.faults.meet(envelope)
  if (latencyMs > 0) await wait(latencyMs)
  if (!fault) return perform(sandbox, request, envelope, undefined)
  const refused = refusalFor(fault, envelope)
  if (!refused) return faulty(sandbox, request, envelope, fault)
  record(sandbox, envelope, refused.code)
  return refusal(envelope.service, refused)
}

function record(
  { calls }: Sandbox,
  { service, operation, account, region, callerArn, sourceIdentity }: Envelope,
  outcome: string,
): void {
  calls.add({ service, operation, account, region, callerArn, sourceIdentity, outcome })
}

async function faulty(
  sandbox: Sandbox,
  request: AwsRequest,
  envelope: Envelope,
  fault: MetFault,
): Promise<Outcome> {
  switch (fault.fault) {
    case 'connection-reset':
      return 'reset'
    case 'hang':
      return 'silence'
    case 'empty-200':
      return { status: 200, headers: {}, body: '' }
    case 'html-502':
      return {
        status: 502,
        headers: { 'content-type': 'text/html' },
        body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
      }
    case 'empty-page':
      return jsonAnswer(emptyPage(envelope.operation))
    case 'lost-answer':
      await perform(sandbox, request, envelope, fault)
      return 'reset'
    case 'truncated': {
      const whole = await perform(sandbox, request, envelope, fault)
      return { ...whole, body: whole.body.slice(0, Math.floor(whole.body.length / 2)) }
    }
    default:
      return perform(sandbox, request, envelope, fault)
  }
}

async function perform(
  sandbox: Sandbox,
  request: AwsRequest,
  envelope: Envelope,
  fault: MetFault | undefined,
): Promise<Answer> {
  try {
    const done = await carryOut(sandbox, request, envelope, fault)
    record(sandbox, envelope, 'OK')
    return done
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    record(sandbox, envelope, error.code)
    return refusal(envelope.service, error)
  }
}

async function carryOut(
  { shared, hidden }: Sandbox,
  request: AwsRequest,
  { service, operation, body }: Envelope,
  fault: MetFault | undefined,
): Promise<Answer> {
  const { directory } = shared
  const now = Date.now()
  if (service === 'sts') {
    const run = requireStsOperation(operation)
    const { caller, region } = await authenticate(directory, request, service)
    const lastsSeconds = fault?.fault === 'short-session' ? fault.seconds : undefined
    return xmlAnswer(operation, run({ caller, region, directory, now, lastsSeconds }, body ?? {}))
  }
  const { prepare } = requireEcrOperation(operation)
  const { caller, region } = await authenticate(directory, request, service)
  const call = { ...shared, caller, region, now }
  const { needs, run } = prepare(call, requireBody(body))
  authorizeEcr(call, needs)
  if (operation !== 'CreateRepository') for (const { resource } of needs) hidden.hide(resource)
  const result = run()
  if (fault?.fault === 'late-create') for (const { resource } of needs) hidden.add(resource, fault.reads)
  return jsonAnswer(result)
}

/** Undefined for a body that isn't a JSON object. */
function requireBody(body: Envelope['body']): Record<string, unknown> {
  if (!body) throw new AwsError('SerializationException', '')
  // The token of a page that a fault left empty means the beginning.
  return body.nextToken === START_TOKEN ? { ...body, nextToken: undefined } : body
}
