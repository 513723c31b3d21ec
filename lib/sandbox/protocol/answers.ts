import { randomUUID } from 'node:crypto'
import type { AwsError } from './aws-error'
import type { Answer } from './request'
import { errorXml, resultXml, type XmlFields } from './xml'

/** An answer of ECR, which speaks AWS JSON 1.1. */
export function jsonAnswer(result: object): Answer {
  return { status: 200, headers: jsonHeaders(), body: JSON.stringify(result) }
}

/** An answer of STS, which speaks the query protocol. */
export function xmlAnswer(operation: string, result: XmlFields): Answer {
  const id = randomUUID()
  return { status: 200, headers: xmlHeaders(id), body: resultXml(operation, result, id) }
}

export function refusal(service: 'ecr' | 'sts', error: AwsError): Answer {
  if (service === 'ecr') {
    const body = JSON.stringify({ __type: error.code, message: error.message, ...error.details })
    return { status: error.status, headers: { ...jsonHeaders(), 'x-amzn-errortype': error.code }, body }
  }
  const id = randomUUID()
  const [code, status] = QUERY_NAMES[error.code] ?? [error.code, error.status]
  return { status, headers: xmlHeaders(id), body: errorXml(code, error.message, id) }
}

// The query protocol has other names for what can be wrong with any request, and answers most of it with 403.
const QUERY_NAMES: Record<string, [code: string, status: number]> = {
  AccessDeniedException: ['AccessDenied', 403],
  ExpiredTokenException: ['ExpiredToken', 403],
  IncompleteSignatureException: ['IncompleteSignature', 400],
  InvalidSignatureException: ['SignatureDoesNotMatch', 403],
  MissingAuthenticationTokenException: ['MissingAuthenticationToken', 403],
  ServerException: ['InternalFailure', 500],
  ThrottlingException: ['Throttling', 400],
  UnrecognizedClientException: ['InvalidClientTokenId', 403],
}

function jsonHeaders() {
  return { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() }
}

function xmlHeaders(requestId: string) {
  return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }
}
