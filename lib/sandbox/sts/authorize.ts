import type { Directory } from '../identity/directory'
import { accessRequest } from '../identity/facts'
import type { Caller, RolePrincipal } from '../identity/model'
import { decideTrust } from '../policy/evaluate'
import { AwsError } from '../protocol/aws-error'

/** One request: who calls, in which region. `now` is milliseconds since 1970. */
export type StsCall = {
  caller: Caller
  region: string
  directory: Directory
  now: number
  /** A fault: how long a session lasts, whatever was asked for. */
  lastsSeconds: number | undefined
}

/** Throws unless the role's trust policy and the caller's own policies let the caller do it. */
export function authorizeSts(
  call: StsCall,
  action: string,
  role: RolePrincipal,
  externalId: string | undefined,
): void {
  const { caller, region, directory, now } = call
  const facts = { 'sts:ExternalId': externalId }
  const request = accessRequest(
    caller,
    action,
    role.arn,
    { region, now, organisation: directory.organisation },
    facts,
  )
  const policies = { identity: caller.principal.policies, resource: [role.trust], owner: role.account }
  if (!decideTrust(request, policies).allowed) throw notAuthorized(caller, action, role.arn)
}

/** STS, unlike ECR, answers an access denial with 403. */
export function notAuthorized(caller: Caller, action: string, resource: string): AwsError {
  return new AwsError(
    'AccessDenied',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`,
    403,
  )
}
