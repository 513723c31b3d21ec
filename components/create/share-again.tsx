'use client'

import { useTransition } from 'react'
import { callAction } from '@/components/forms/call-action'
import { Button } from '@/components/ui/button'
import { TextLink } from '@/components/ui/text-link'
import type { ActionResult } from '@/lib/http/action'
import { paths } from '@/lib/paths'
import type { Sharing } from '@/lib/repositories/create-repository'
import type { RepositoryRef } from '@/lib/repositories/reference'

export type ShareRepository = (input: unknown) => Promise<ActionResult<void>>

type AgainProps = {
  repository: RepositoryRef
  sharing: Extract<Sharing, { ok: false }>
  share: ShareRepository
  onShared: (sharing: Sharing) => void
}

/** The second step of creating, after it failed: the reason, and a button that retries just that step. */
export function ShareAgain({ repository, sharing, share, onShared }: AgainProps) {
  const [pending, startTransition] = useTransition()
  const { shareWith } = sharing

  function again() {
    startTransition(async () => {
      const answer = await callAction(share, { ref: repository, shareWith })
      onShared(answer.ok ? { ok: true } : { ok: false, message: answer.message, shareWith })
    })
  }

  return (
    <>
      <p>{sharing.message}</p>
      <p className="flex flex-wrap items-center gap-3">
        <Button
          small
          disabled={pending}
          aria-label={`Share ${repository.name} in ${repository.account}, ${repository.region} again`}
          onClick={again}
        >
          {pending ? 'Sharing…' : 'Share again'}
        </Button>
        <TextLink href={paths.repository(repository, 'permissions')}>Share it on its page</TextLink>
      </p>
    </>
  )
}
