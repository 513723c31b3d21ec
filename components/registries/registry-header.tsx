import { CopyButton } from '@/components/ui/copy-button'
import { TextLink } from '@/components/ui/text-link'
import { type Registry, registryHost } from '@/lib/accounts/registry'
import type { RegistryStatus } from '@/lib/inventory/model'
import { paths } from '@/lib/paths'
import { plural } from '@/lib/text/plural'
import { RegistryState } from './registry-state'

type HeaderProps = {
  registry: Registry
  /** Of the account. */
  name: string | undefined
  status: RegistryStatus | undefined
  now: number
}

/** The top of a registry's page: where it is, its address, and what is in it. */
export function RegistryHeader({ registry, name, status, now }: HeaderProps) {
  const host = registryHost(registry)
  return (
    <div className="grid gap-1.5">
      <p className="text-text-2">
        <TextLink href={paths.home()}>Registries</TextLink>
      </p>
      <h1 className="text-xl font-semibold break-words">
        {name ?? registry.account}, {registry.region}
      </h1>
      <div className="flex flex-wrap items-center gap-2">
        <code className="text-xs break-all">{host}</code>
        <CopyButton text={host} label={host} />
      </div>
      {status && (
        <p className="flex flex-wrap gap-x-2">
          <TextLink href={paths.repositories(registry)}>
            {plural(status.repositories, 'repository', 'repositories')}
          </TextLink>
          <RegistryState status={status} now={now} />
        </p>
      )}
    </div>
  )
}
