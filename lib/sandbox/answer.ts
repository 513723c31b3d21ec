import { randomUUID } from 'node:crypto'
import { ecrOperations } from './ecr/operations'
import { type Directory, identify } from './identity/directory'
import { parseAuthorization } from './protocol/authorization'
import { AwsError } from './protocol/aws-error'
import { type Answer, type AwsRequest, header } from './protocol/request'
import { errorXml, resultXml } from './protocol/xml'
import type { Store } from './store/store'
import { stsOperations } from './sts/operations'

export type Sandbox = { store: Store; directory: Directory; endpoint: string }

const ECR_TARGET = 'AmazonEC2ContainerRegistry_V20150921.'

/** Answers a request to AWS: ECR speaks AWS JSON 1.1, STS the query protocol. */
export function answer(sandbox: Sandbox, request: AwsRequest): Answer {
  const requestId = randomUUID()
  const target = header(request, 'x-amz-target')
  return target === undefined
    ? answerSts(sandbox, request, requestId)
    : answerEcr(sandbox, request, target, requestId)
}

function answerEcr(sandbox: Sandbox, request: AwsRequest, target: string, requestId: string): Answer {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId }
  try {
    const operation = target.startsWith(ECR_TARGET)
      ? ecrOperations.get(target.slice(ECR_TARGET.length))
      : undefined
    const { caller, region } = authenticate(sandbox, request)
    if (!operation) throw new AwsError('UnknownOperationException', '')
    const { store, directory, endpoint } = sandbox
    const call = { caller, region, store, directory, endpoint, now: Date.now() }
    const { run } = operation.prepare(call, parseBody(request))
    return { status: 200, headers, body: JSON.stringify(run()) }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const body = JSON.stringify({ __type: error.code, message: error.message })
    return { status: error.status, headers: { ...headers, 'x-amzn-errortype': error.code }, body }
  }
}

function answerSts(sandbox: Sandbox, request: AwsRequest, requestId: string): Answer {
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }
  try {
    const { Action = '', ...fields } = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')))
    const operation = stsOperations.get(Action)
    if (!operation)
      throw new AwsError('InvalidAction', `Could not find operation ${Action} for version 2011-06-15`)
    const { caller } = authenticate(sandbox, request)
    const result = operation({ caller, directory: sandbox.directory, now: Date.now() }, fields)
    return { status: 200, headers, body: resultXml(Action, result, requestId) }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const code = STS_NAMES[error.code] ?? error.code
    return {
      status: error.status === 400 ? stsStatus(code) : error.status,
      headers,
      body: errorXml(code, error.message, requestId),
    }
  }
}

// The query protocol has older names for what is wrong with a request's credentials, and answers most of it with 403.
const STS_NAMES: Record<string, string> = {
  UnrecognizedClientException: 'InvalidClientTokenId',
  ExpiredTokenException: 'ExpiredToken',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  IncompleteSignatureException: 'IncompleteSignature',
}

function stsStatus(code: string): number {
  return Object.values(STS_NAMES).includes(code) && code !== 'IncompleteSignature' ? 403 : 400
}

function authenticate({ directory }: Sandbox, request: AwsRequest) {
  const signed = parseAuthorization(header(request, 'authorization'))
  const { caller } = identify(directory, signed.accessKeyId, header(request, 'x-amz-security-token'))
  return { caller, region: signed.region }
}

function parseBody(request: AwsRequest): unknown {
  if (request.body.length === 0) return {}
  try {
    return JSON.parse(request.body.toString('utf8'))
  } catch {
    throw new AwsError('SerializationException', '')
  }
}
