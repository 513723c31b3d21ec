import type { RequestFacts } from '../policy/conditions'
import type { AccessRequest } from '../policy/evaluate'
import type { Caller } from './model'

/** Tags and other facts that only some operations know, by condition key. */
export type OwnFacts = Record<string, string | readonly string[] | undefined>

/**
 * The condition keys of a request (IAM, "Global condition context keys"). The sandbox listens without TLS,
 * but says aws:SecureTransport as AWS would, which takes nothing else; the address is the loopback address.
 */
export function accessRequest(
  caller: Caller,
  action: string,
  resource: string,
  { region, organisation, now }: { region: string; organisation: string; now: number },
  own: OwnFacts = {},
): AccessRequest {
  const { principal, session } = caller
  const facts: OwnFacts = {
    'aws:PrincipalArn': principal.arn,
    'aws:PrincipalAccount': caller.account,
    'aws:PrincipalOrgID': organisation,
    'aws:PrincipalType': session ? 'AssumedRole' : 'User',
    'aws:PrincipalIsAWSService': 'false',
    'aws:userid': caller.userId,
    'aws:username': session ? undefined : principal.name,
    'aws:SourceIdentity': session?.sourceIdentity,
    'aws:SourceIp': '127.0.0.1',
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': region,
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    ...own,
  }
  return {
    action,
    resource,
    caller: {
      account: caller.account,
      arn: caller.arn,
      principalArn: principal.arn,
      uniqueId: principal.uniqueId,
    },
    facts: factsOf(facts),
  }
}

function factsOf(facts: OwnFacts): RequestFacts {
  return new Map(
    Object.entries(facts).flatMap(([key, value]): [string, readonly string[]][] =>
      value === undefined ? [] : [[key.toLowerCase(), [value].flat()]],
    ),
  )
}
