import type { JsonObject } from '@/lib/policy/json/json'
import { nameIn } from '@/lib/policy/prove/caller'
import type { Request } from '@/lib/policy/prove/decide'
import { callerFacts } from '@/lib/policy/prove/keys'
import { OWNER } from './random-policies'

const EVERYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
})

/** The sandbox's engine, asked over HTTP what it would answer to requests. It shares no code with the prover. */
export function sandboxJudge(endpoint: string) {
  return async (
    statements: readonly JsonObject[],
    requests: readonly Request[],
    registry: readonly JsonObject[] = [],
  ): Promise<boolean[]> => {
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements })
    const beside = registry.map((statement) => ({ ...statement, Resource: '*' }))
    const response = await fetch(`${endpoint}/_sandbox/simulate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        identity: [EVERYTHING],
        resource: [
          policy,
          ...(beside.length > 0 ? [JSON.stringify({ Version: '2012-10-17', Statement: beside })] : []),
        ],
        owner: OWNER,
        requests: requests.map(simulated),
      }),
    })
    const answer: unknown = await response.json()
    if (!response.ok || !Array.isArray(answer))
      throw new Error(`The sandbox did not answer: ${response.status}`)
    return answer.map((allowed) => allowed === true)
  }
}

/** A service never calls the sandbox, so its requests are left to the other judge. */
export function canReplay({ caller }: Request): boolean {
  return caller.kind !== 'service'
}

function simulated({ caller, action, byIdentity, keys }: Request) {
  if (caller.kind === 'service') throw new Error('A service never calls the sandbox')
  const facts = [...callerFacts(caller), ...keys, ['aws:securetransport', ['true']] as const]
  const session =
    caller.kind === 'session' &&
    `arn:aws:sts::${caller.account}:assumed-role/${nameIn(caller.arn)}/${caller.session}`
  return {
    action,
    resource: `arn:aws:ecr:us-west-2:${OWNER}:repository/x`,
    caller: {
      account: caller.account,
      arn: session || caller.arn,
      principalArn: caller.arn,
      // The sandbox has no root users: what NotPrincipal says of an account’s number is said of its root user’s id.
      uniqueId: caller.kind === 'root' ? caller.account : 'AIDAEXAMPLEEXAMPLE123',
    },
    identity: byIdentity || caller.account !== OWNER,
    facts: Object.fromEntries(facts.filter(([, values]) => values !== undefined)),
  }
}
