import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import { type RepositoryRef, repositoryKey } from '@/lib/repositories/reference'
import type { RegistryChoice } from './registry-choice'

type LookAlikesProps = { name: string; alike: readonly RepositoryRef[]; choices: readonly RegistryChoice[] }

/** Repositories that the name could be confused with, or that already have it. */
export function LookAlikes({ name, alike, choices }: LookAlikesProps) {
  if (alike.length === 0) return null
  const isTaken = alike.some((ref) => ref.name === name)
  return (
    <Notice tone="info" title={isTaken ? 'This name is already in use' : 'Did you mean one of these?'}>
      <ul>
        {alike.map((ref) => (
          <li key={repositoryKey(ref)}>
            <TextLink href={paths.repository(ref)} className="font-mono">
              {ref.name}
            </TextLink>{' '}
            in {choices.find((choice) => choice.account === ref.account)?.accountName}, {ref.region}
          </li>
        ))}
      </ul>
      {isTaken && (
        <p className="text-text-2">
          You can use the same name in another account: that’s how an image moves between them.
        </p>
      )}
    </Notice>
  )
}
