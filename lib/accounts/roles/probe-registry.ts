import 'server-only'
import { randomUUID } from 'node:crypto'
import {
  CreateRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
  GetAccountSettingCommand,
  GetLifecyclePolicyCommand,
  GetRegistryPolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutRegistryPolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr'
import type { Access, Account } from '@/lib/accounts/model'
import type { Registry } from '@/lib/accounts/registry'
import type { Aws } from '@/lib/aws/aws'
import { fromAws } from '@/lib/aws/errors'
import { type RepositoryRef, repositoryArn } from '@/lib/repositories/reference'
import type { Checked, Finding } from './check'

// AWS has no dry run for ECR, so each permission is tested with a call that cannot change anything: every name ends in
// a random UUID, so the repository doesn't exist, and a creation also asks for an impossible KMS key. Only a refusal is
// certain: AccessDeniedException names what is missing. That RepositoryNotFoundException and KmsException mean
// "allowed" is observed, not documented: AWS authorises the request's ARN before it looks up the repository, and calls
// KMS last. Any other answer counts as neither.
type Probe = {
  access: Access
  checked: Checked
  /** The permissions that one call needs. */
  actions: readonly [string, ...string[]]
  send: (client: ECRClient, nothing: RepositoryRef) => Promise<unknown>
  /** Whether success is expected, because the call reads something that exists. */
  succeeds?: boolean
  /** How AWS rejects the call once it has found that the caller may make it. */
  rejectedAs?: string
}

const NOTHING_THERE = new Set([
  'RepositoryNotFoundException',
  'RegistryPolicyNotFoundException',
  'KmsException',
])

export const PROBES: readonly Probe[] = [
  {
    access: 'read',
    checked: 'read',
    actions: ['ecr:DescribeRepositories'],
    send: (client) => client.send(new DescribeRepositoriesCommand({ maxResults: 1 })),
    succeeds: true,
  },
  {
    access: 'read',
    checked: 'read',
    actions: ['ecr:DescribeImages'],
    send: (client, { name }) => client.send(new DescribeImagesCommand({ repositoryName: name })),
  },
  {
    access: 'read',
    checked: 'read',
    actions: ['ecr:GetRepositoryPolicy'],
    send: (client, { name }) => client.send(new GetRepositoryPolicyCommand({ repositoryName: name })),
  },
  {
    access: 'read',
    checked: 'read',
    actions: ['ecr:GetLifecyclePolicy'],
    send: (client, { name }) => client.send(new GetLifecyclePolicyCommand({ repositoryName: name })),
  },
  {
    access: 'read',
    checked: 'read',
    actions: ['ecr:ListTagsForResource'],
    send: (client, nothing) =>
      client.send(new ListTagsForResourceCommand({ resourceArn: repositoryArn(nothing) })),
  },
  {
    access: 'read',
    checked: 'registry',
    actions: ['ecr:GetRegistryPolicy'],
    send: (client) => client.send(new GetRegistryPolicyCommand({})),
    succeeds: true,
  },
  {
    access: 'read',
    checked: 'registry',
    actions: ['ecr:GetAccountSetting'],
    send: (client) => client.send(new GetAccountSettingCommand({ name: 'REGISTRY_POLICY_SCOPE' })),
    succeeds: true,
  },
  {
    access: 'write',
    checked: 'create',
    actions: ['ecr:CreateRepository', 'ecr:TagResource'],
    send: (client, { account, region, name }) =>
      client.send(
        new CreateRepositoryCommand({
          repositoryName: name,
          tags: [{ Key: 'ecr-portal', Value: 'check' }],
          encryptionConfiguration: {
            encryptionType: 'KMS',
            kmsKey: `arn:aws:kms:${region}:${account}:key/00000000-0000-0000-0000-000000000000`,
          },
        }),
      ),
  },
  {
    access: 'write',
    checked: 'permissions',
    actions: ['ecr:SetRepositoryPolicy'],
    send: (client, { account, name }) =>
      client.send(
        new SetRepositoryPolicyCommand({ repositoryName: name, policyText: harmlessPolicy(account) }),
      ),
  },
  {
    access: 'write',
    checked: 'permissions',
    actions: ['ecr:DeleteRepositoryPolicy'],
    send: (client, { name }) => client.send(new DeleteRepositoryPolicyCommand({ repositoryName: name })),
  },
  {
    access: 'write',
    checked: 'settings',
    actions: ['ecr:PutImageTagMutability'],
    send: (client, { name }) =>
      client.send(new PutImageTagMutabilityCommand({ repositoryName: name, imageTagMutability: 'MUTABLE' })),
  },
  {
    access: 'write',
    checked: 'settings',
    actions: ['ecr:PutImageScanningConfiguration'],
    send: (client, { name }) =>
      client.send(
        new PutImageScanningConfigurationCommand({
          repositoryName: name,
          imageScanningConfiguration: { scanOnPush: false },
        }),
      ),
  },
  {
    access: 'write',
    checked: 'registry',
    actions: ['ecr:PutRegistryPolicy'],
    // AWS stores nothing that isn’t JSON.
    send: (client) => client.send(new PutRegistryPolicyCommand({ policyText: 'no policy' })),
    rejectedAs: 'InvalidParameterException',
  },
]

/** What can’t be tested without doing it: a registry has only one policy, and deleting it takes no name. */
export const UNTESTED: readonly string[] = ['ecr:DeleteRegistryPolicy']

function harmlessPolicy(account: string): string {
  const Principal = { AWS: `arn:aws:iam::${account}:root` }
  const statement = { Sid: 'EcrPortalCheck', Effect: 'Allow', Principal, Action: ['ecr:ListImages'] }
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
}

/** Assumes both roles of a registry and tests what AWS allows each of them to do, without changing anything. */
export async function probeRegistry(aws: Aws, account: Account, registry: Registry): Promise<Finding[]> {
  const [organisation] = account.organisations
  // A role limited to the organisations' repositories must not look like one without permissions.
  const name = `${organisation ? `${organisation}/` : ''}ecr-portal-check-${randomUUID()}`
  const nothing = { ...registry, name }
  const findings = await Promise.all([
    probeRole(aws.ecr(registry, 'read'), 'read', nothing),
    probeRole(aws.ecr(registry, 'write'), 'write', nothing),
  ])
  return findings.flat()
}

async function probeRole(client: ECRClient, access: Access, nothing: RepositoryRef): Promise<Finding[]> {
  const signIn = { access, checked: 'sign-in', action: 'sts:AssumeRole' } as const
  try {
    await client.config.credentials()
  } catch (error) {
    return [{ ...signIn, ...answerOf(error, signIn.action) }]
  }
  const asked = await Promise.all(
    PROBES.filter((probe) => probe.access === access).map((probe) => ask(client, probe, nothing)),
  )
  return [{ ...signIn, state: 'allowed' }, ...asked.flat()]
}

async function ask(client: ECRClient, probe: Probe, nothing: RepositoryRef): Promise<Finding[]> {
  const { access, checked, actions, succeeds, rejectedAs } = probe
  const [first] = actions
  const allowed = actions.map((action): Finding => ({ access, checked, action, state: 'allowed' }))
  try {
    await probe.send(client, nothing)
    if (succeeds) return allowed
    const said = `AWS carried out a call that should have failed. Look for ${nothing.name} in ${nothing.region} and remove it.`
    return [{ access, checked, action: first, state: 'unclear', said }]
  } catch (error) {
    if (error instanceof Error && (NOTHING_THERE.has(error.name) || error.name === rejectedAs)) return allowed
    return [{ access, checked, action: first, ...answerOf(error, ...actions) }]
  }
}

/** A refusal of one of these permissions, or an answer that tells nothing about them. */
function answerOf(
  error: unknown,
  ...actions: string[]
): Pick<Finding, 'state' | 'said'> & { action?: string } {
  const message = error instanceof Error ? error.message : String(error)
  const isDenied =
    error instanceof Error && (error.name === 'AccessDeniedException' || error.name === 'AccessDenied')
  if (isDenied) {
    const named = /is not authorized to perform: ([\w:]+)/.exec(message)?.[1] ?? actions[0]
    const isAsked = named !== undefined && (actions.includes(named) || named.startsWith('sts:'))
    if (isAsked) return { state: 'denied', action: named, said: message }
    return { state: 'unclear', said: message }
  }
  const known = fromAws(error, 'check this account', 'Nothing was changed.')
  return { state: 'unclear', said: known instanceof Error ? known.message : message }
}
