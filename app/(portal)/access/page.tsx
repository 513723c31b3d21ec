import type { Metadata } from 'next'
import { draftKey } from '@/components/access/access-draft'
import { AccessForm } from '@/components/requests/access-form'
import { PageHeader } from '@/components/ui/page-header'
import { config } from '@/lib/config/config'
import { requireContext } from '@/lib/request-context'
import { AccessParameters } from '@/lib/requests/access-parameters'
import { needsCaller } from '@/lib/requests/caller-needed'
import { findOpenDuplicates } from '@/lib/requests/open-duplicates'
import { createRequestAction, explainDenialAction, findOpenDuplicatesAction } from './actions'

export const metadata: Metadata = { title: 'Access' }

export default async function AccessPage({ searchParams }: PageProps<'/access'>) {
  const ctx = await requireContext()
  const parameters = AccessParameters.parse(await searchParams)
  const { accountsFile, baseUrl } = config()
  return (
    <>
      {needsCaller({ action: parameters.action, error: '' }) ? (
        <PageHeader title="Why was I denied?">
          Paste the error from docker, kubectl, Terraform or the AWS CLI. Secrets in it are removed before
          anything is kept.
        </PageHeader>
      ) : (
        <PageHeader title="Request a change">
          Say in one sentence why you need it, then send the request.
        </PageHeader>
      )}
      <AccessForm
        key={draftKey(parameters)}
        accounts={ctx.accounts.map(({ id, name, regions }) => ({ id, name, regions }))}
        parameters={parameters}
        duplicates={await findOpenDuplicates(ctx, parameters)}
        to={accountsFile.opsEmail}
        baseUrl={baseUrl}
        now={ctx.now().getTime()}
        actions={{
          explain: explainDenialAction,
          findDuplicates: findOpenDuplicatesAction,
          createRequest: createRequestAction,
        }}
      />
    </>
  )
}
