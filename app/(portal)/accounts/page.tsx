import type { Metadata } from 'next'
import { AccountChecks } from '@/components/accounts/account-checks'
import { RoleTexts } from '@/components/accounts/role-texts'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { registriesOf } from '@/lib/accounts/model'
import { listChecks } from '@/lib/accounts/roles/list-checks'
import { accountRoleTexts, portalRoleTexts } from '@/lib/accounts/roles/role-texts'
import { refusal } from '@/lib/auth/roles'
import { config } from '@/lib/config/config'
import { paths } from '@/lib/paths'
import { requireContext } from '@/lib/request-context'

export const metadata: Metadata = { title: 'Accounts' }

export default async function AccountsPage() {
  const ctx = await requireContext()
  const reason = refusal(ctx.actor, { to: 'accounts.check' })
  if (reason) return <ForOperations reason={reason} />
  const { accountsFile } = config()
  const registries = registriesOf(accountsFile.accounts)
  return (
    <div className="grid grid-cols-1 gap-8">
      <AccountChecks
        registries={registries}
        accounts={accountsFile.accounts}
        portalPrincipal={accountsFile.portalPrincipal}
        last={await listChecks(ctx, registries)}
        now={ctx.now().getTime()}
      />
      <section aria-labelledby="roles" className="grid grid-cols-1 gap-3">
        <div>
          <h2 id="roles" className="text-base font-semibold">
            Roles
          </h2>
          <p className="mt-1 text-text-2">
            Ready to deploy, generated from the accounts file. Each role allows exactly what the portal does
            and nothing more: it can’t delete repositories or images.
          </p>
        </div>
        <ul className="rounded-card border border-hairline">
          <RoleTexts
            id="roles-portal"
            title="The portal’s own role"
            about={accountsFile.portalPrincipal}
            texts={portalRoleTexts(accountsFile)}
          />
          {accountsFile.accounts.map((account) => (
            <RoleTexts
              key={account.id}
              id={`roles-${account.id}`}
              title={account.name}
              about={`${account.id} · ${account.roles.read} and ${account.roles.write}`}
              texts={accountRoleTexts(account, accountsFile.portalPrincipal)}
            />
          ))}
        </ul>
      </section>
    </div>
  )
}

function ForOperations({ reason }: { reason: string }) {
  return (
    <>
      <PageHeader title="Accounts" />
      <Notice tone="info" title="This page is for infrastructure operations">
        <p>{reason}</p>
        <p>
          To see the accounts and their registries, go to{' '}
          <TextLink href={paths.home()}>Find a repository</TextLink>. If you need access,{' '}
          <TextLink href={paths.access()}>request it</TextLink>.
        </p>
      </Notice>
    </>
  )
}
