import type { Metadata } from 'next'
import { z } from 'zod'
import { AccessForm } from '@/components/requests/access-form'
import { draftKey } from '@/components/requests/asking'
import { PageHeader } from '@/components/ui/page-header'
import { config } from '@/lib/config/config'
import { parseStatement } from '@/lib/policy/document'
import { requireContext } from '@/lib/request-context'
import { needsCaller } from '@/lib/requests/caller-needed'
import { findOpenDuplicates } from '@/lib/requests/open-duplicates'
import { LINK_LIMITS, type LinkField } from '@/lib/requests/request-link'
import { askForAccess, explainError, findDuplicates } from './actions'

export const metadata: Metadata = { title: 'Access' }

const text = (field: LinkField) => z.string().max(LINK_LIMITS[field]).catch('')
const Parameters = z.object({
  account: text('account'),
  region: text('region'),
  repository: text('repository'),
  awsUserName: text('awsUserName'),
  action: text('action'),
  why: text('why'),
  proposal: text('proposal'),
})

export default async function AccessPage({ searchParams }: PageProps<'/access'>) {
  const ctx = await requireContext()
  const { proposal: statement, ...facts } = Parameters.parse(await searchParams)
  // A statement that cannot be read is not carried along.
  const proposal = parseStatement(statement).ok ? { kind: 'statement' as const, statement } : null
  const given = { ...facts, proposal }
  const { accountsFile, baseUrl } = config()
  return (
    <>
      {needsCaller({ action: given.action, error: '' }) ? (
        <PageHeader title="Why was I denied?">
          Paste what docker, kubectl, Terraform or the AWS CLI said. Secrets in it are removed before anything
          is kept.
        </PageHeader>
      ) : (
        <PageHeader title="Ask for a change">Say in one sentence why, and send it.</PageHeader>
      )}
      <AccessForm
        key={draftKey(given)}
        accounts={ctx.accounts.map(({ id, name, regions }) => ({ id, name, regions }))}
        given={given}
        duplicates={await findOpenDuplicates(ctx, given)}
        to={accountsFile.opsEmail}
        baseUrl={baseUrl}
        now={ctx.now().getTime()}
        actions={{ explain: explainError, findDuplicates, ask: askForAccess }}
      />
    </>
  )
}
