import { ButtonLink } from '@/components/ui/button-link'
import { Empty } from '@/components/ui/empty'
import { TextLink } from '@/components/ui/text-link'
import { type Account, findAccount, isKnownRegistry } from '@/lib/accounts/model'
import { paths } from '@/lib/paths'
import type { Repository } from '@/lib/repositories/model'
import { repositoryNameProblem } from '@/lib/repositories/name'
import type { RepositoryRef } from '@/lib/repositories/reference'

type MissingProps = { wanted: RepositoryRef; accounts: readonly Account[]; elsewhere: readonly Repository[] }

/**
 * The repository doesn't exist: says which part of the address is unknown, where the name does exist, and what to do.
 */
export function RepositoryMissing({ wanted, accounts, elsewhere }: MissingProps) {
  const account = findAccount(accounts, wanted.account)
  const creatable = isKnownRegistry(accounts, wanted) && repositoryNameProblem(wanted.name) === undefined
  return (
    <Empty title={<h1>{reason(wanted, account)}</h1>}>
      {elsewhere.length > 0 && (
        <p className="text-text-2">
          This name exists in{' '}
          {elsewhere.map((other, index) => (
            <span key={`${other.account}/${other.region}`}>
              {index > 0 && ', '}
              <TextLink href={paths.repository(other)}>
                {findAccount(accounts, other.account)?.name ?? other.account} ({other.region})
              </TextLink>
            </span>
          ))}
          .
        </p>
      )}
      <div className="mt-1 flex flex-wrap justify-center gap-2">
        {creatable && (
          <ButtonLink look="primary" href={paths.newRepository(wanted)}>
            Create it
          </ButtonLink>
        )}
        <ButtonLink href={paths.home()}>Find another</ButtonLink>
      </div>
    </Empty>
  )
}

function reason(wanted: RepositoryRef, account: Account | undefined): string {
  if (!account) return `Account ${wanted.account} isn’t in the portal.`
  if (!account.regions.includes(wanted.region))
    return `${account.name} has no registry in ${wanted.region}. Its regions: ${account.regions.join(', ')}.`
  return `There is no repository ${wanted.name} in ${account.name}, ${wanted.region}.`
}
