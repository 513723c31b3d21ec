import type { Metadata } from 'next'
import { CreateForm } from '@/components/create/create-form'
import type { RegistryChoice } from '@/components/create/registry-choice'
import { PageHeader } from '@/components/ui/page-header'
import type { Account } from '@/lib/accounts/model'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import { type Actor, refusal } from '@/lib/auth/roles'
import { CreateParameters } from '@/lib/repositories/create-parameters'
import { requireContext } from '@/lib/request-context'
import { createRepositoryAction, shareRepositoryAction } from './actions'

export const metadata: Metadata = { title: 'Create a repository' }

export default async function NewRepositoryPage({ searchParams }: PageProps<'/repositories/new'>) {
  const ctx = await requireContext()
  const { name, account, region } = CreateParameters.parse(await searchParams)
  const choices = ctx.accounts.flatMap((each) => choicesOf(ctx.actor, each, ctx.accounts))
  const wanted = choices.find((choice) => registryKey(choice) === `${account}/${region}` && !choice.refusal)
  const first = wanted ?? choices.find((choice) => !choice.refusal)
  return (
    <>
      <PageHeader title="Create a repository">
        You only need to enter a name: your organisation, a slash, and what you’re building.
      </PageHeader>
      <CreateForm
        choices={choices}
        chosen={first ? [registryKey(first)] : []}
        name={name}
        organisation={ctx.actor.organisations[0]}
        create={createRepositoryAction}
        share={shareRepositoryAction}
      />
    </>
  )
}

/** Where this person may create, or why not. The name's owner is checked once there is a name. */
function choicesOf(actor: Actor, account: Account, accounts: readonly Account[]): RegistryChoice[] {
  return account.regions.map((region): RegistryChoice & Registry => ({
    account: account.id,
    region,
    accountName: account.name,
    environment: account.active ? account.environment : 'not active',
    refusal: refusal(actor, { to: 'repository.create', account, name: '', accounts }),
  }))
}
