import 'server-only'
import { CreateRepositoryCommand, type CreateRepositoryCommandInput } from '@aws-sdk/client-ecr'
import { findAccount } from '@/lib/accounts/model'
import type { Registry } from '@/lib/accounts/registry'
import { audited, recordRefusal } from '@/lib/audit/record'
import { authorize } from '@/lib/auth/roles'
import { fromAwsWrite } from '@/lib/aws/errors'
import { toRepository } from '@/lib/aws/from-ecr'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { PortalError, toPortalError } from '@/lib/errors/portal-error'
import { getInventory } from '@/lib/inventory/get-inventory'
import { log } from '@/lib/runtime/log'
import { CreateRepositoryInput } from './create-input'
import type { Repository } from './model'
import type { RepositoryRef } from './reference'
import { shareRepository } from './share-repository'
import { toEcrTagMutability } from './tag-mutability'

/** The result of sharing with accounts; a failure says why and with which ones, so that it can be retried. */
export type Sharing = { ok: true } | { ok: false; message: string; shareWith: string[] }

/** The result in one registry. `sharing` is absent when there was nobody to share with. */
export type CreationOutcome = { ref: RepositoryRef } & (
  | { outcome: 'created'; sharing?: Sharing }
  | { outcome: 'exists' }
  /** `denied`: AWS did not allow the portal to do it. */
  | { outcome: 'failed'; message: string; denied: boolean }
)

/**
 * Creates a repository of the same name in every chosen registry. Refused as a whole, before any call, when the person
 * may not create in one of them; after that each registry succeeds or fails by itself, and the result says which did.
 */
export async function createRepository(ctx: Context, input: unknown): Promise<CreationOutcome[]> {
  const wanted = parseInput(CreateRepositoryInput, input)
  for (const registry of wanted.registries) {
    const account = findAccount(ctx.accounts, registry.account)
    if (!account?.regions.includes(registry.region))
      throw new PortalError(
        'invalid',
        `The portal has no registry of account ${registry.account} in ${registry.region}. Nothing was created.`,
      )
    const { name } = wanted
    authorize(
      ctx.actor,
      { to: 'repository.create', account, name, accounts: ctx.accounts },
      { ref: { ...registry, name } },
    )
  }
  const creations: CreationOutcome[] = []
  for (const registry of wanted.registries) creations.push(await createIn(ctx, registry, wanted))
  return creations
}

async function createIn(
  ctx: Context,
  registry: Registry,
  wanted: CreateRepositoryInput,
): Promise<CreationOutcome> {
  const ref = { ...registry, name: wanted.name }
  const command = new CreateRepositoryCommand(toCommand(wanted))
  try {
    const answer = await audited(
      ctx,
      { action: 'repository.create', ref, after: JSON.stringify(command.input) },
      () => ctx.aws.ecr(registry, 'write').send(command),
      ({ $metadata }) => $metadata.requestId,
    )
    // Adds ECR's own answer: for a moment ECR may still say that the new repository doesn't exist.
    if (answer.repository) await fileInInventory(toRepository(registry, answer.repository))
  } catch (error) {
    const known = fromAwsWrite(error, `create ${ref.name}`, 'Nothing was created.')
    if (known instanceof PortalError && known.code === 'conflict') return { ref, outcome: 'exists' }
    const message = messageOf(known, `Creating ${ref.name} failed unexpectedly.`)
    return {
      ref,
      outcome: 'failed',
      message,
      denied: known instanceof PortalError && known.code === 'aws-denied',
    }
  }
  const sharing = await share(ctx, ref, wanted.shareWith)
  return { ref, outcome: 'created', ...(sharing && { sharing }) }
}

/** One registry's failure must not hide what the others did, so nothing is thrown from here on. */
function messageOf(error: unknown, otherwise: string): string {
  const known = toPortalError(error, 'changing')
  if (known) return known.message
  log.error({ err: error }, otherwise)
  return otherwise
}

async function fileInInventory(repository: Repository): Promise<void> {
  try {
    await (await getInventory()).put(repository)
  } catch (error) {
    log.error({ err: error }, 'a new repository was not filed; the next reading of its registry finds it')
  }
}

/** The repository stays when this fails: sharing can be retried without creating. */
async function share(ctx: Context, ref: RepositoryRef, shareWith: string[]): Promise<Sharing | undefined> {
  if (shareWith.every((account) => account === ref.account)) return undefined
  try {
    await shareRepository(ctx, { ref, shareWith })
    return { ok: true }
  } catch (error) {
    await recordRefusal(ctx, error)
    const message = messageOf(error, `Sharing ${ref.name} failed unexpectedly.`)
    return { ok: false, message, shareWith }
  }
}

function toCommand(wanted: CreateRepositoryInput): CreateRepositoryCommandInput {
  return {
    repositoryName: wanted.name,
    ...toEcrTagMutability(wanted.mutability, wanted.exclusionFilters),
    imageScanningConfiguration: { scanOnPush: wanted.scanOnPush },
    encryptionConfiguration: {
      encryptionType: wanted.encryption,
      ...(wanted.encryption !== 'AES256' && wanted.kmsKey && { kmsKey: wanted.kmsKey }),
    },
    ...(wanted.tags.length > 0 && {
      tags: wanted.tags.map(({ key, value }) => ({ Key: key, Value: value })),
    }),
  }
}
