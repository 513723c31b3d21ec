import { z } from 'zod'
import { registryHost } from '@/lib/accounts/registry'
import { list, RegistryId } from './input'
import { anything, type Operation, operation, seconds } from './operation'

const TOKEN_LIFE_MS = 12 * 3_600_000

/** The token says who asked for it and until when it lives; no docker daemon will ever check it. */
const getAuthorizationToken = operation({
  action: 'GetAuthorizationToken',
  input: z.object({ registryIds: list(RegistryId, 1, 10).optional() }),
  on: anything,
  run({ caller, region, now }, input) {
    const expiresAt = now + TOKEN_LIFE_MS
    const password = Buffer.from(
      JSON.stringify({ sandbox: 'not a real token', arn: caller.arn, region, expiresAt }),
    ).toString('base64')
    return {
      authorizationData: (input.registryIds ?? [caller.account]).map((account) => ({
        authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
        expiresAt: seconds(expiresAt),
        proxyEndpoint: `https://${registryHost({ account, region })}`,
      })),
    }
  },
})

const describeRegistry = operation({
  action: 'DescribeRegistry',
  input: z.object({}),
  on: anything,
  run: ({ caller }) => ({ registryId: caller.account, replicationConfiguration: { rules: [] } }),
})

export const registryOperations: Record<string, Operation> = {
  GetAuthorizationToken: getAuthorizationToken,
  DescribeRegistry: describeRegistry,
}
