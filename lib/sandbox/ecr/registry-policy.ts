import { z } from 'zod'
import { shownText, storedText } from '../policy/format'
import { namedPrincipals, parsePolicyJson, RegistryPolicy } from '../policy/grammar'
import { AwsError, invalidParameter } from '../protocol/aws-error'
import type { Call } from './call'
import { text } from './input'
import { anything, type Operation, operation } from './operation'

const putRegistryPolicy = operation({
  action: 'PutRegistryPolicy',
  input: z.object({ policyText: text(0, 10240) }),
  on: anything,
  run(call, input) {
    const document = parsePolicyJson(input.policyText)
    const parsed = RegistryPolicy.safeParse(document)
    if (!parsed.success) throw invalidParameter('PolicyText', 'Invalid registry policy provided')
    if (namedPrincipals(parsed.data).some((principal) => !call.directory.exists(principal)))
      throw invalidParameter('PolicyText', 'Principal not found')
    const policy = storedText(document, (arn) => call.directory.principal(arn)?.uniqueId ?? arn)
    call.store.commit([{ type: 'registry-policy', ...registryOf(call), policy }])
    return answer(call, policy)
  },
})

const getRegistryPolicy = operation({
  action: 'GetRegistryPolicy',
  input: z.object({}),
  on: anything,
  run: (call) => answer(call, requirePolicy(call)),
})

const deleteRegistryPolicy = operation({
  action: 'DeleteRegistryPolicy',
  input: z.object({}),
  on: anything,
  run(call) {
    const policy = requirePolicy(call)
    call.store.commit([{ type: 'registry-policy', ...registryOf(call) }])
    return answer(call, policy)
  },
})

function registryOf({ caller, region }: Call) {
  return { account: caller.account, region }
}

function answer({ caller, directory }: Call, policy: string) {
  return { registryId: caller.account, policyText: shownText(policy, (id) => directory.arnOf(id) ?? id, 0) }
}

function requirePolicy(call: Call): string {
  const policy = call.store.registryPolicy(registryOf(call))
  if (policy === undefined)
    throw new AwsError(
      'RegistryPolicyNotFoundException',
      `Registry policy does not exist in the registry with id '${call.caller.account}'`,
    )
  return policy
}

export const registryPolicyOperations: Record<string, Operation> = {
  PutRegistryPolicy: putRegistryPolicy,
  GetRegistryPolicy: getRegistryPolicy,
  DeleteRegistryPolicy: deleteRegistryPolicy,
}
