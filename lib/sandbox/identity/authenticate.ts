import { requireAuthorization } from '../protocol/authorization'
import { AwsError } from '../protocol/aws-error'
import { type AwsRequest, header } from '../protocol/request'
import type { Directory } from './directory'
import type { Caller, RolePrincipal } from './model'
import { openSession } from './sessions'
import { verifySignature } from './signature'

/** Authenticates the caller by the signature, and says in which region they call. Throws as AWS does if that fails. */
export async function authenticate(
  directory: Directory,
  request: AwsRequest,
  service: 'ecr' | 'sts',
): Promise<{ caller: Caller; region: string }> {
  const signed = requireAuthorization(header(request, 'authorization'))
  const { caller, secret } = identify(directory, signed.accessKeyId, sessionToken(request))
  await verifySignature(request, signed, secret, service)
  return { caller, region: signed.region }
}

/** Whose key a request uses, before its signature is verified. */
export function holderOf(
  directory: Directory,
  accessKeyId: string,
  request: AwsRequest,
): { account: string; arn: string; sourceIdentity?: string | undefined } | undefined {
  const token = sessionToken(request)
  if (token === undefined) return directory.user(accessKeyId)?.principal
  const session = openSession(accessKeyId, token)?.session
  const role = session && directory.role(session.roleArn)
  return (
    role && {
      account: role.account,
      arn: sessionArn(role, session.name),
      sourceIdentity: session.sourceIdentity,
    }
  )
}

function sessionToken(request: AwsRequest): string | undefined {
  return header(request, 'x-amz-security-token')
}

function identify(
  directory: Directory,
  accessKeyId: string,
  token: string | undefined,
): { caller: Caller; secret: string } {
  const user = directory.user(accessKeyId)
  if (user && token === undefined) {
    const { principal, secret } = user
    const { account, arn, uniqueId } = principal
    return { caller: { account, arn, userId: uniqueId, principal, session: undefined }, secret }
  }
  const opened = token === undefined ? undefined : openSession(accessKeyId, token)
  const role = opened && directory.role(opened.session.roleArn)
  // Deleting a role ends its sessions, even if another role of the same name is created.
  if (!opened || !role || role.uniqueId !== opened.session.roleId)
    throw new AwsError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    )
  const { session, secretAccessKey } = opened
  if (session.expiresAt * 1000 <= Date.now())
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired')
  const caller = {
    account: role.account,
    arn: sessionArn(role, session.name),
    userId: `${role.uniqueId}:${session.name}`,
    principal: role,
    session: { name: session.name, sourceIdentity: session.sourceIdentity },
  }
  return { caller, secret: secretAccessKey }
}

function sessionArn({ account, name }: RolePrincipal, session: string): string {
  return `arn:aws:sts::${account}:assumed-role/${name}/${session}`
}
