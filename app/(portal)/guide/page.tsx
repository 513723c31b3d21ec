import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { PREFERENCE_COOKIE, preferenceOf } from '@/components/commands/style'
import { GuideChoice } from '@/components/guide/guide-choice'
import { GuideSteps } from '@/components/guide/guide-steps'
import { PageHeader } from '@/components/ui/page-header'
import { LINK, TextLink } from '@/components/ui/text-link'
import { findAccount } from '@/lib/accounts/model'
import { config } from '@/lib/config/config'
import { paths } from '@/lib/paths'
import { GuideParameters, guideRepository } from '@/lib/repositories/guide-repository'
import { requireContext } from '@/lib/request-context'

export const metadata: Metadata = { title: 'Guide' }

export default async function GuidePage({ searchParams }: PageProps<'/guide'>) {
  const ctx = await requireContext()
  const repository = guideRepository(
    GuideParameters.parse(await searchParams),
    ctx.accounts,
    ctx.actor.organisations,
  )
  const { accountsFile, sandboxPort } = config()
  const account = findAccount(ctx.accounts, repository.account)
  return (
    <div className="max-w-3xl">
      <PageHeader title="Using Amazon ECR">
        The commands below use the account, region and repository you choose here.
      </PageHeader>
      <GuideChoice
        accounts={ctx.accounts.map(({ id, name, regions, active }) => ({ id, name, regions, active }))}
        choice={repository}
      />
      {account?.active === false && (
        <p className="mt-3 text-warning">
          {account.name} is no longer active: you can pull its images, but you can’t create repositories
          there.
        </p>
      )}
      <GuideSteps
        repository={repository}
        preference={preferenceOf((await cookies()).get(PREFERENCE_COOKIE)?.value)}
        sandboxEndpoint={sandboxPort === undefined ? undefined : `http://127.0.0.1:${sandboxPort}`}
      />
      <section className="mt-8 grid gap-2" aria-labelledby="others">
        <h2 id="others" className="text-base font-semibold">
          Share a repository with other accounts
        </h2>
        <p>
          Open the repository’s{' '}
          <TextLink href={paths.repository(repository, 'permissions')}>Permissions</TextLink> tab and choose{' '}
          <em>Add</em>, then choose who gets access and whether they can pull, or push and pull. You see the
          change before you save it. The other account also has to allow it in its own IAM policies.
        </p>
      </section>
      <section className="mt-8 grid gap-2" aria-labelledby="help">
        <h2 id="help" className="text-base font-semibold">
          When access is denied
        </h2>
        <p>
          Most likely, nobody has granted it yet. Paste the error on the{' '}
          <TextLink
            href={paths.access({
              account: repository.account,
              region: repository.region,
              repository: repository.name,
            })}
          >
            Access
          </TextLink>
          page: it tells you which side has to change and writes the e-mail to {accountsFile.opsEmail} for
          you. The registries and their addresses are on the{' '}
          <TextLink href={paths.home()}>home page</TextLink>. See also{' '}
          <a
            className={LINK}
            href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/what-is-ecr.html"
            rel="noreferrer"
          >
            Amazon’s user guide
          </a>
          .
        </p>
      </section>
    </div>
  )
}
