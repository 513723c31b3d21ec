import { accessRequest, type OwnFacts } from '../identity/facts'
import { type Decision, decide } from '../policy/evaluate'
import { readStoredPolicy } from '../policy/stored'
import { AwsError } from '../protocol/aws-error'
import type { Call } from './call'

/** An action that a request needs, on an ARN or on `*`. */
export type Need = { action: string; resource: string; tags: Record<string, string> | undefined }

/** Throws AWS's refusal, with its reason, unless the caller may do all of it. */
export function authorizeEcr(call: Call, needs: readonly Need[]): void {
  for (const need of needs) {
    const decision = decideEcr(call, need)
    if (!decision.allowed)
      throw new AwsError(
        'AccessDeniedException',
        `User: ${call.caller.arn} is not authorized to perform: ${need.action} on resource: ${need.resource} ${decision.reason}`,
      )
  }
}

/** Decides by the policies that are in force, or as if `repositoryPolicy` were the repository's. */
export function decideEcr(call: Call, { action, resource, tags }: Need, repositoryPolicy?: string): Decision {
  const { caller, region, now, directory, store } = call
  const { account, name } = partsOf(resource)
  const owner = account ?? caller.account
  const repository = name === undefined ? undefined : store.repository({ account: owner, region, name })
  const texts =
    account === undefined
      ? []
      : [
          repositoryPolicy ?? repository?.policy,
          isUnderRegistryPolicy(call, action, account)
            ? store.registryPolicy({ account, region })
            : undefined,
        ]
  const request = accessRequest(
    caller,
    action,
    resource,
    { region, now, organisation: directory.organisation },
    { ...tagFacts('RequestTag', tags), ...tagFacts('ResourceTag', repository?.tags) },
  )
  return decide(request, {
    identity: caller.principal.policies,
    resource: texts.flatMap((text) => (text === undefined ? [] : readStoredPolicy(text))),
    owner,
  })
}

/** What a registry's policy is enforced for under scope V1; V2 is every action (User Guide, "Registry permissions"). */
const V1_ACTIONS = ['ecr:ReplicateImage', 'ecr:BatchImportUpstreamImage', 'ecr:CreateRepository']

function isUnderRegistryPolicy({ store, region }: Call, action: string, account: string): boolean {
  return (
    store.accountSetting({ account, region }, 'REGISTRY_POLICY_SCOPE') !== 'V1' || V1_ACTIONS.includes(action)
  )
}

function partsOf(resource: string): { account: string | undefined; name: string | undefined } {
  const [, account, name] = /^arn:aws:ecr:[^:]*:(\d{12}):repository\/(.+)$/.exec(resource) ?? []
  return { account, name }
}

function tagFacts(kind: 'RequestTag' | 'ResourceTag', tags: Record<string, string> | undefined): OwnFacts {
  const entries = Object.entries(tags ?? {})
  return {
    ...Object.fromEntries(entries.map(([key, value]) => [`aws:${kind}/${key}`, value])),
    ...(kind === 'RequestTag'
      ? { 'aws:TagKeys': tags && Object.keys(tags) }
      : Object.fromEntries(entries.map(([key, value]) => [`ecr:ResourceTag/${key}`, value]))),
  }
}
