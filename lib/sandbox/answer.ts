import { setTimeout as wait } from 'node:timers/promises'
import { type Hidden, performEcr } from './ecr/perform'
import { emptyPage, type Faults, type Met, refusalFor, START_TOKEN } from './faults'
import type { Outcome } from './http'
import { type Directory, identify } from './identity/directory'
import { jsonAnswer, refusal, xmlAnswer } from './protocol/answers'
import { requireAuthorization } from './protocol/authorization'
import { AwsError } from './protocol/aws-error'
import { type Envelope, envelopeOf } from './protocol/envelope'
import { type Answer, type AwsRequest, header } from './protocol/request'
import type { Store } from './store/store'
import { performSts } from './sts/operations'

export type Sandbox = { store: Store; directory: Directory; endpoint: string; faults: Faults; hidden: Hidden }

/** Answers a request to AWS, with whatever fault it meets. */
export async function answer(sandbox: Sandbox, request: AwsRequest): Promise<Outcome> {
  const envelope = envelopeOf(sandbox.directory, request)
  const { latencyMs, fault } = sandbox.faults.meet(envelope)
  if (latencyMs > 0) await wait(latencyMs)
  if (!fault) return perform(sandbox, request, envelope, undefined)
  const refused = refusalFor(fault, envelope)
  return refused ? refusal(envelope.service, refused) : faulty(sandbox, request, envelope, fault)
}

type FaultMet = NonNullable<Met['fault']>

async function faulty(
  sandbox: Sandbox,
  request: AwsRequest,
  envelope: Envelope,
  fault: FaultMet,
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
  { service, operation, body }: Envelope,
  fault: FaultMet | undefined,
): Promise<Answer> {
  const { store, directory, endpoint, hidden } = sandbox
  const now = Date.now()
  try {
    const { caller, region } = authenticate(directory, request)
    if (service === 'sts')
      return xmlAnswer(operation, performSts({ caller, directory, now }, operation, body))
    const call = { caller, region, store, directory, endpoint, now }
    const { result, resources } = performEcr(call, operation, fromStart(body), hidden)
    if (fault?.fault === 'late-create') for (const arn of resources) hidden.set(arn, fault.reads)
    return jsonAnswer(result)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return refusal(service, error)
  }
}

/** The token of a page that a fault left empty means the beginning. */
function fromStart(body: Envelope['body']): Envelope['body'] {
  return body?.nextToken === START_TOKEN ? { ...body, nextToken: undefined } : body
}

function authenticate(directory: Directory, request: AwsRequest) {
  const signed = requireAuthorization(header(request, 'authorization'))
  const { caller } = identify(directory, signed.accessKeyId, header(request, 'x-amz-security-token'))
  return { caller, region: signed.region }
}
