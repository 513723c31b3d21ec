import { GetRepositoryPolicyCommand, SetRepositoryPolicyCommand } from '@aws-sdk/client-ecr'
import { LOCAL_USERS } from '@/lib/auth/local-users'
import { awsFor } from '@/lib/aws/aws'
import { config } from '@/lib/config/config'
import type { Context } from '@/lib/context'
import { getDb } from '@/lib/db/db'
import { savePolicy } from '@/lib/permissions/save-policy'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { elapsed } from './elapsed'
import type { Fixture } from './fixture'
import { type Figures, interleave } from './interleave'

const LATENCY_MS = 150
const ROUNDS = { rounds: 12, warmUp: 2 }

const REGISTRY = { account: '252775557553', region: 'us-west-2' }
const FRIENDS = ['871386769552', '872569379934']

/** P22: saving a policy, recorded and checked, beside the three calls to AWS that it takes. */
export async function measureSave(fixture: Fixture): Promise<Figures> {
  await fixture.here()
  const rows = await fixture.rows()
  const [one, other] = rows.filter(
    ({ account, name }) => account === REGISTRY.account && /^cwp\/.*\d{4}$/.test(name),
  )
  if (!one || !other) throw new Error('The sandbox has too few repositories')
  const ctx = operations()
  await (await fixture.sandbox()).delay(LATENCY_MS)
  let base: string | null = null
  return interleave(ROUNDS, {
    portal: (round) =>
      elapsed(async () => {
        const saving = await savePolicy(ctx, { ref: refOf(one), base, draft: policy(round) })
        if (saving.outcome !== 'saved' || saving.readBack !== 'same')
          throw new Error(`Saving ended as ${JSON.stringify(saving)}`)
        base = saving.policy
      }),
    reference: (round) => elapsed(() => threeCalls(ctx, refOf(other), policy(round))),
  })
}

function operations(): Context {
  const actor = LOCAL_USERS.find(({ role }) => role === 'ops')
  if (!actor) throw new Error('The sandbox has no user in operations')
  const { accounts, organizationIds } = config().accountsFile
  return {
    actor,
    accounts,
    organizationIds,
    db: getDb,
    aws: awsFor(actor.id, accounts),
    now: () => new Date(),
  }
}

const refOf = ({ account, region, name }: RepositoryRef): RepositoryRef => ({ account, region, name })

/** Another one in every round. */
function policy(round: number): string {
  const friend = FRIENDS[round % FRIENDS.length]
  const Statement = {
    Sid: 'LetThemPull',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${friend}:root` },
    Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  }
  return JSON.stringify({ Version: '2012-10-17', Statement: [Statement] })
}

async function threeCalls(ctx: Context, ref: RepositoryRef, policyText: string): Promise<void> {
  const repositoryName = ref.name
  const reader = ctx.aws.ecr(ref, 'read')
  const look = () =>
    reader.send(new GetRepositoryPolicyCommand({ repositoryName })).catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'RepositoryPolicyNotFoundException')) throw error
    })
  await look()
  await ctx.aws.ecr(ref, 'write').send(new SetRepositoryPolicyCommand({ repositoryName, policyText }))
  await look()
}
