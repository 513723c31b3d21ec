'use client'

import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { ago } from '@/components/ui/time'
import type { Account } from '@/lib/accounts/model'
import type { Registry } from '@/lib/accounts/registry'
import type { RegistryCheck } from '@/lib/accounts/roles/check'
import { plural } from '@/lib/text/plural'
import { CheckTable } from './check-table'
import { Remedies } from './remedies'
import { type CheckedRegistry, useChecks } from './use-checks'

type ChecksProps = {
  registries: readonly Registry[]
  accounts: readonly Account[]
  portalPrincipal: string
  /** The last check of each registry. */
  last: readonly (RegistryCheck | undefined)[]
  now: number
}

/** What the portal may do in every registry, according to AWS's last answer, and how to fix what is missing. */
export function AccountChecks({ registries, accounts, portalPrincipal, last, now }: ChecksProps) {
  const { rows, run, isChecking, check } = useChecks(registries, last)
  return (
    <div className="grid grid-cols-1 gap-4">
      <div>
        <PageHeader
          title="Accounts"
          actions={
            <>
              <span role="status" className="text-text-2 tabular-nums">
                {run && isChecking
                  ? `Checking: ${run.done} of ${plural(run.wanted, 'registry', 'registries')} done`
                  : summary(rows, now)}
              </span>
              <Button look="primary" disabled={isChecking} onClick={() => check(registries)}>
                Check now
              </Button>
            </>
          }
        >
          What the portal’s roles can do in each registry. AWS isn’t called until you check.
        </PageHeader>
        <CheckTable rows={rows} accounts={accounts} now={now} busy={isChecking} check={check} />
      </div>
      <Remedies rows={rows} accounts={accounts} portalPrincipal={portalPrincipal} />
      <Certainty />
    </div>
  )
}

function summary(rows: readonly CheckedRegistry[], now: number): string {
  const checks = rows.flatMap(({ check }) => check ?? [])
  if (checks.length === 0) return 'Never checked'
  const wrong = checks.filter(({ findings }) => findings.some(({ state }) => state !== 'allowed')).length
  const unchecked = rows.length - checks.length
  const oldest = ago(Math.min(...checks.map(({ at }) => at)), now)
  const state =
    wrong === 0 ? 'Everything is in order' : `${plural(wrong, 'registry needs', 'registries need')} attention`
  return `${state}${unchecked > 0 ? `, ${unchecked} never checked` : ''} · as of ${oldest}`
}

function Certainty() {
  return (
    <details>
      <summary className="w-fit text-link">How certain is this?</summary>
      <ul className="mt-2 grid max-w-3xl gap-1 list-disc pl-5 text-text-2">
        <li>
          <b className="font-medium text-text">Nothing is changed.</b> Each permission is tested with a real
          call that has no effect: it names a repository that doesn’t exist and, for creation, a key that
          can’t exist.
        </li>
        <li>
          <b className="font-medium text-text">“Missing” is certain.</b> AWS denied it and named the
          permission.
        </li>
        <li>
          <b className="font-medium text-text">“Yes” is very likely.</b> AWS answered that the repository or
          the key doesn’t exist, which it does after checking permissions. AWS doesn’t guarantee that order.
        </li>
        <li>
          <b className="font-medium text-text">Not tested:</b> denials in a single repository’s policy, and
          denials in a key’s policy when a repository is created with that key.
        </li>
      </ul>
    </details>
  )
}
