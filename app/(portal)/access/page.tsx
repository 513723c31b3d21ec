import type { Metadata } from 'next'
import { z } from 'zod'
import { AccessForm } from '@/components/requests/access-form'
import { PageHeader } from '@/components/ui/page-header'
import { config } from '@/lib/config/config'
import { requireContext } from '@/lib/context'
import { parseStatement } from '@/lib/policy/document'
import { askForAccess, explainError } from './actions'

export const metadata: Metadata = { title: 'Access' }

const text = (most: number) => z.string().max(most).catch('')
const Parameters = z.object({
  account: text(40),
  region: text(40),
  repository: text(300),
  awsUserName: text(600),
  action: text(200),
  proposal: text(10_240),
})

export default async function AccessPage({ searchParams }: PageProps<'/access'>) {
  const ctx = await requireContext()
  const { proposal: statement, ...facts } = Parameters.parse(await searchParams)
  // A statement that cannot be read is not carried along.
  const proposal = parseStatement(statement).ok ? { kind: 'statement' as const, statement } : undefined
  const given = { ...facts, proposal }
  return (
    <>
      <PageHeader title="Why was I denied?">
        Paste what docker, kubectl, Terraform or the AWS CLI said. Secrets in it are removed before anything
        is kept.
      </PageHeader>
      <AccessForm
        accounts={ctx.accounts.map(({ id, name, regions }) => ({ id, name, regions }))}
        given={given}
        to={config().accountsFile.opsEmail}
        explain={explainError}
        ask={askForAccess}
      />
    </>
  )
}
