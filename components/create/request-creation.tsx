import { AccessLink } from '@/components/access/access-link'
import { repositoryFacts } from '@/components/access/prefill'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import type { RegistryChoice } from './registry-choice'

/** Asks operations to create what this person may not. */
export function RequestCreation({
  name,
  registries,
}: {
  name: string
  registries: readonly RegistryChoice[]
}) {
  return (
    <ul className="grid gap-0.5">
      {registries.map((registry) => (
        <li key={registryKey(registry)}>
          <AccessLink prefill={creationPrefill(registry, name)}>
            Request it in {registry.accountName}, {registry.region}
          </AccessLink>
        </li>
      ))}
    </ul>
  )
}

export function creationPrefill({ account, region }: Registry, name: string, error = '') {
  return { ...repositoryFacts({ account, region, name }), action: 'ecr:CreateRepository', error }
}
