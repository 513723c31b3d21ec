import { randomUUID } from 'node:crypto'
import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  ECRClient,
  ECRServiceException,
  GetRepositoryPolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr'
import type { RepositoryRef } from '../lib/repositories/reference'
import { clientOf } from '../lib/sandbox/test-clients'
import { pushImage } from '../lib/sandbox/test-push'

/** The accounts in which the portal’s people create repositories themselves. */
const ACCOUNTS = {
  'hp-id-dev': '252775557553',
  'hpid-cd-dev': '120744138334',
  'hp-id-prod': '872569379934',
} as const
const REGION = 'us-west-2'

type Wanted = {
  account?: keyof typeof ACCOUNTS
  organisation?: 'cwp' | 'hpid'
  policy?: object
  /** Tags of the images to push. */
  tags?: string[]
}

export type Repositories = ReturnType<typeof openRepositories>

/** Repositories of one test. Someone who knows nothing of the portal makes them, in AWS. */
export function openRepositories(endpoint: string) {
  const clients = new Map<string, ECRClient>()
  for (const [name, id] of Object.entries(ACCOUNTS))
    clients.set(id, clientOf(ECRClient, endpoint, name, 'developer', REGION))
  const names: string[] = []

  function clientFor({ account }: { account: string }): ECRClient {
    const client = clients.get(account)
    if (!client) throw new Error(`no test makes repositories in ${account}`)
    return client
  }

  /** A name that no repository has. What the test creates under this name is removed as well. */
  function newName(organisation = 'cwp'): string {
    const name = `${organisation}/e2e-${randomUUID().slice(0, 8)}`
    names.push(name)
    return name
  }

  async function savePolicy(ref: RepositoryRef, policy: object): Promise<void> {
    await clientFor(ref).send(
      new SetRepositoryPolicyCommand({ repositoryName: ref.name, policyText: JSON.stringify(policy) }),
    )
  }

  return {
    newName,
    savePolicy,

    async create({ account = 'hp-id-dev', organisation, policy, tags = [] }: Wanted = {}) {
      const ref: RepositoryRef = { account: ACCOUNTS[account], region: REGION, name: newName(organisation) }
      const client = clientFor(ref)
      await client.send(new CreateRepositoryCommand({ repositoryName: ref.name }))
      if (policy) await savePolicy(ref, policy)
      for (const tag of tags) await pushImage(client, { repositoryName: ref.name }, `the image ${tag}`, tag)
      return ref
    },

    async policyOf(ref: RepositoryRef): Promise<string> {
      const found = await clientFor(ref).send(new GetRepositoryPolicyCommand({ repositoryName: ref.name }))
      return found.policyText ?? ''
    },

    async removeAll(): Promise<void> {
      for (const repositoryName of names)
        for (const client of clients.values()) {
          // A policy may deny that its repository is deleted.
          await unlessMissing(client.send(new DeleteRepositoryPolicyCommand({ repositoryName })))
          await unlessMissing(client.send(new DeleteRepositoryCommand({ repositoryName, force: true })))
        }
    },
  }
}

async function unlessMissing(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion
  } catch (error) {
    if (!(error instanceof ECRServiceException && /NotFoundException$/.test(error.name))) throw error
  }
}
