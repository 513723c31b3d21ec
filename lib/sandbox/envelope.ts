import { z } from 'zod'
import { holderOf } from './identity/authenticate'
import type { Directory } from './identity/directory'
import { readAuthorization } from './protocol/authorization'
import { type AwsRequest, header } from './protocol/request'

/** What is known of a request before it is authenticated. */
export type Envelope = {
  service: 'ecr' | 'sts'
  operation: string
  /** The JSON of an ECR request, or the form of an STS one; undefined when it is neither. */
  body: Record<string, unknown> | undefined
  /** Whose registry it is about; for AssumeRole the account of the role. */
  account: string | undefined
  region: string | undefined
  callerArn: string | undefined
  /** Of the session that calls, or that is asked for. */
  sourceIdentity: string | undefined
}

const ECR_TARGET = /^AmazonEC2ContainerRegistry_V20150921\.(\w+)$/

export function envelopeOf(directory: Directory, request: AwsRequest): Envelope {
  const target = header(request, 'x-amz-target')
  const service = target === undefined ? 'sts' : 'ecr'
  const body = service === 'ecr' ? jsonOf(request) : formOf(request)
  const signed = readAuthorization(header(request, 'authorization'))
  const holder = signed && holderOf(directory, signed.accessKeyId, request)
  return {
    service,
    operation: service === 'ecr' ? (ECR_TARGET.exec(target ?? '')?.[1] ?? '') : String(body?.Action ?? ''),
    body,
    account: accountIn(body) ?? holder?.account,
    region: signed?.region,
    callerArn: holder?.arn,
    sourceIdentity: typeof body?.SourceIdentity === 'string' ? body.SourceIdentity : holder?.sourceIdentity,
  }
}

function accountIn(body: Record<string, unknown> = {}): string | undefined {
  if (typeof body.registryId === 'string') return body.registryId
  return typeof body.RoleArn === 'string' ? body.RoleArn.split(':')[4] : undefined
}

function jsonOf(request: AwsRequest): Record<string, unknown> | undefined {
  if (request.body.length === 0) return {}
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(request.body.toString('utf8'))).data
  } catch {
    return undefined
  }
}

function formOf(request: AwsRequest): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(request.body.toString('utf8')))
}
