import { AccountName, EnvironmentBadge } from '@/components/repositories/account-name'
import { CopyButton } from '@/components/ui/copy-button'
import { LINK } from '@/components/ui/text-link'
import type { Account } from '@/lib/accounts/model'
import { type Finding, type Remedy, remedyFor } from '@/lib/accounts/roles/check'
import type { CheckedRegistry } from './use-checks'

type RemediesProps = {
  rows: readonly CheckedRegistry[]
  accounts: readonly Account[]
  portalPrincipal: string
}

/** For each account where something is missing: what and where, AWS's message, and the fix. */
export function Remedies({ rows, accounts, portalPrincipal }: RemediesProps) {
  const broken = accounts
    .map((account) => ({ account, needs: needsOf(account, rows, portalPrincipal) }))
    .filter(({ needs }) => needs.length > 0)
  if (broken.length === 0) return null
  return (
    <section aria-labelledby="work" className="grid grid-cols-1 gap-3">
      <h2 id="work" className="text-base font-semibold">
        What to do
      </h2>
      {broken.map(({ account, needs }) => (
        <section
          key={account.id}
          aria-label={account.name}
          className="min-w-0 rounded-card border border-hairline"
        >
          <h3 className="flex flex-wrap items-center gap-2 rounded-t-card border-b border-hairline bg-raised px-4 py-2 font-medium">
            <AccountName account={account} id={account.id} />
            <EnvironmentBadge account={account} />
            <a
              href={`#roles-${account.id}`}
              aria-label={`Roles of ${account.name}`}
              className={`ml-auto font-normal ${LINK}`}
            >
              Roles
            </a>
          </h3>
          <ul>
            {needs.map((need) => (
              <NeedItem key={keyOf(need.finding)} need={need} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

type Need = { finding: Finding; remedy: Remedy; regions: string[] }

/**
 * What an account needs. The same need in several regions counts once: roles and their trust policies have no region.
 */
function needsOf(account: Account, rows: readonly CheckedRegistry[], portalPrincipal: string): Need[] {
  const needs = new Map<string, Need>()
  for (const { registry, check, checking } of rows) {
    if (registry.account !== account.id || !check || checking) continue
    for (const finding of check.findings) {
      const remedy = remedyFor(finding, account, portalPrincipal)
      if (!remedy) continue
      const known = needs.get(keyOf(finding))
      if (known) known.regions.push(registry.region)
      else needs.set(keyOf(finding), { finding, remedy, regions: [registry.region] })
    }
  }
  return [...needs.values()]
}

function keyOf({ access, action, state }: Finding): string {
  return `${access} ${action} ${state}`
}

function NeedItem({ need: { finding, remedy, regions } }: { need: Need }) {
  const { problem, todo, policy } = remedy
  return (
    <li className="grid grid-cols-1 gap-1 border-hairline px-4 py-3 not-last:border-b">
      <p className="wrap-anywhere">
        <span className="font-medium">{problem}</span>{' '}
        <span className="text-text-2">{regions.join(', ')}</span>
      </p>
      <p className="wrap-anywhere">{todo}</p>
      {finding.said && (
        <p className="text-text-2 wrap-anywhere">
          {finding.state === 'denied' ? 'AWS said: ' : ''}
          <q>{finding.said}</q>
        </p>
      )}
      {policy && (
        <div className="mt-1">
          <CopyButton text={policy.text} label={`for: ${problem}`}>{`Copy the ${policy.name}`}</CopyButton>
        </div>
      )}
    </li>
  )
}
