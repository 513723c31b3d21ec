'use client'

import { useEffect, useRef } from 'react'
import { AccessLink } from '@/components/access/access-link'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { CreationOutcome } from '@/lib/repositories/create-repository'
import { repositoryKey } from '@/lib/repositories/reference'
import type { RegistryChoice } from './registry-choice'
import { creationPrefill } from './request-creation'
import { ShareAgain, type ShareRepository } from './share-again'

type ResultsProps = {
  creations: readonly CreationOutcome[]
  choices: readonly RegistryChoice[]
  share: ShareRepository
  onShared: (creation: CreationOutcome) => void
}

/** The result in each registry, if there were several or any failed. New results take the focus. */
export function CreationResults({ creations, choices, share, onShared }: ResultsProps) {
  const failed = creations.some(
    (creation) =>
      creation.outcome === 'failed' || (creation.outcome === 'created' && creation.sharing?.ok === false),
  )
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (creations.length > 0) box.current?.focus()
  }, [creations])
  return (
    <div ref={box} tabIndex={-1} className="scroll-mt-18">
      <Notice tone={failed ? 'error' : 'ok'} title={failed ? 'Not everything succeeded' : 'Result'} live>
        <ul className="grid gap-2">
          {creations.map((creation) => (
            <li key={repositoryKey(creation.ref)} className="grid gap-1">
              <p>
                <strong className="font-medium">
                  {choices.find(({ account }) => account === creation.ref.account)?.accountName},{' '}
                  {creation.ref.region}
                </strong>
                : {outcomeWords(creation)}{' '}
                {creation.outcome !== 'failed' && (
                  <TextLink href={paths.repository(creation.ref)}>Open {creation.ref.name}</TextLink>
                )}
              </p>
              {creation.outcome === 'failed' && creation.denied && (
                <p>
                  <AccessLink prefill={creationPrefill(creation.ref, creation.ref.name, creation.message)}>
                    Request it
                  </AccessLink>
                </p>
              )}
              {creation.outcome === 'created' && creation.sharing?.ok === false && (
                <ShareAgain
                  repository={creation.ref}
                  sharing={creation.sharing}
                  share={share}
                  onShared={(sharing) => onShared({ ...creation, sharing })}
                />
              )}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}

function outcomeWords(creation: CreationOutcome): string {
  if (creation.outcome === 'failed') return creation.message
  if (creation.outcome === 'exists') return 'already exists, nothing changed.'
  if (!creation.sharing) return 'created.'
  return creation.sharing.ok ? 'created and shared.' : 'created, but not shared.'
}
