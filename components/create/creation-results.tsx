import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { CreationOutcome } from '@/lib/repositories/create-repository'
import { repositoryKey } from '@/lib/repositories/reference'
import type { RegistryChoice } from './registry-choices'

/** What happened in each registry, when there were several or when the repository was there already. */
export function CreationResults(props: {
  creations: readonly CreationOutcome[]
  choices: readonly RegistryChoice[]
}) {
  const failed = props.creations.some(
    (creation) =>
      creation.outcome === 'failed' || (creation.outcome === 'created' && creation.sharing?.ok === false),
  )
  return (
    <Notice
      tone={failed ? 'error' : 'ok'}
      title={failed ? 'Not everything was done' : 'This is what happened'}
      live
    >
      <ul className="grid gap-1">
        {props.creations.map((creation) => (
          <li key={repositoryKey(creation.ref)}>
            <strong className="font-medium">
              {props.choices.find(({ account }) => account === creation.ref.account)?.accountName},{' '}
              {creation.ref.region}
            </strong>
            {': '}
            {creation.outcome === 'failed' ? (
              creation.message
            ) : (
              <>
                {creation.outcome === 'created' ? 'created. ' : 'it was there already; nothing was changed. '}
                <TextLink href={paths.repository(creation.ref)}>Open {creation.ref.name}</TextLink>
                {creation.outcome === 'created' && creation.sharing?.ok === false && (
                  <>
                    {' Sharing it failed: '}
                    {creation.sharing.message}{' '}
                    <TextLink href={paths.repository(creation.ref, 'permissions')}>
                      Share it on its page
                    </TextLink>
                  </>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
