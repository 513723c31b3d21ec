import { CopyButton } from '@/components/ui/copy-button'
import { Tabs } from '@/components/ui/tabs'
import { LINK, TextLink } from '@/components/ui/text-link'
import { type Account, findAccount } from '@/lib/accounts/model'
import { paths, type RepositoryTab } from '@/lib/paths'
import type { Repository } from '@/lib/repositories/model'
import { repositoryUri } from '@/lib/repositories/reference'
import { AccountName, EnvironmentBadge } from './account-name'
import { RepositoryName } from './repository-name'
import { encryptionWords, mutabilityWords } from './repository-words'
import { REPOSITORY_TABS } from './tabs'

type HeaderProps = {
  repository: Repository
  accounts: readonly Account[]
  tab: RepositoryTab
  consoleUrl: string
  /** Repositories of the same name in other registries. */
  elsewhere: readonly Repository[]
}

/** The top of a repository's pages: what it is, its address, where else the name exists, and its tabs. */
export function RepositoryHeader({ repository, accounts, tab, consoleUrl, elsewhere }: HeaderProps) {
  const account = findAccount(accounts, repository.account)
  const uri = repositoryUri(repository)
  return (
    <div className="grid gap-3">
      <div className="grid gap-1.5">
        <p className="text-text-2">
          <TextLink href={paths.repositories()}>Repositories</TextLink> /{' '}
          <TextLink href={paths.repositories({ account: repository.account })}>{account?.name}</TextLink> /{' '}
          <TextLink href={paths.repositories({ account: repository.account, region: repository.region })}>
            {repository.region}
          </TextLink>
        </p>
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <h1 className="min-w-0 font-mono text-xl font-semibold break-words">
            <RepositoryName name={repository.name} />
          </h1>
          <a href={consoleUrl} target="_blank" rel="noreferrer" className={LINK}>
            Open in the AWS console<span className="sr-only"> (new tab)</span> ↗
          </a>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <code className="text-xs break-all">{uri}</code>
          <CopyButton text={uri} label="the repository’s URI">
            Copy URI
          </CopyButton>
        </div>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-text-2">
          <EnvironmentBadge account={account} />
          <AccountName account={account} id={repository.account} />
          <span>· {mutabilityWords(repository.mutability)}</span>
          <span>· scan on push {repository.scanOnPush ? 'on' : 'off'}</span>
          <span>· {encryptionWords(repository.encryption)}</span>
          {elsewhere.length > 0 && (
            <span>
              · also in{' '}
              {elsewhere.map((other, index) => (
                <span key={`${other.account}/${other.region}`}>
                  {index > 0 && ', '}
                  <TextLink href={paths.repository(other, tab)}>
                    {findAccount(accounts, other.account)?.name ?? other.account}
                    {` (${other.region})`}
                  </TextLink>
                </span>
              ))}
            </span>
          )}
        </p>
      </div>
      <Tabs
        label="Repository"
        tabs={REPOSITORY_TABS.map((each) => ({
          href: paths.repository(repository, each.tab),
          name: each.name,
          current: each.tab === tab,
        }))}
      />
    </div>
  )
}
