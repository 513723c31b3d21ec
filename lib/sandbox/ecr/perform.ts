import { AwsError } from '../protocol/aws-error'
import { type Call, repositoryNotFound } from './operation'
import { ecrOperations } from './operations'

/** How often each repository, by ARN, is still to be hidden from requests that name it, as ECR hides a new one for a moment. */
export type Hidden = Map<string, number>

/** Carries out an operation for a caller and returns its answer; throws the refusal. */
export function performEcr(
  call: Call,
  name: string,
  body: Record<string, unknown> | undefined,
  hidden: Hidden,
): { result: object; resources: string[] } {
  const operation = ecrOperations.get(name)
  if (!operation) throw new AwsError('UnknownOperationException', '')
  if (!body) throw new AwsError('SerializationException', '')
  const { resources, run } = operation.prepare(call, body)
  if (name !== 'CreateRepository') for (const arn of resources) hide(arn, hidden)
  return { result: run(), resources }
}

function hide(arn: string, hidden: Hidden): void {
  const left = hidden.get(arn)
  if (left === undefined) return
  if (left > 1) hidden.set(arn, left - 1)
  else hidden.delete(arn)
  const [, , , , account = '', resource = ''] = arn.split(':')
  throw repositoryNotFound({ account, name: resource.replace('repository/', '') })
}
