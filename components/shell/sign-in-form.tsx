'use client'

import { signIn } from 'next-auth/react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { problemOf } from './sign-in-problems'

type Props = {
  users: { name: string; about: string }[] | undefined
  next: string
  /** Why the last attempt failed, as a code. */
  error: string | undefined
}

/** In the sandbox, a choice of users; everywhere else, a single button. */
export function SignInForm({ users, next, error }: Props) {
  const [problem, setProblem] = useState(error)
  const [busy, setBusy] = useState(false)

  async function enter(user: string) {
    setBusy(true)
    try {
      const result = await signIn('local', { user, redirect: false })
      if (result?.ok && !result.error) window.location.assign(next)
      else failed(result?.error ?? undefined)
    } catch {
      failed()
    }
  }

  /** The portal's reason, or that it didn't respond. */
  function failed(word = 'unknown') {
    setProblem(word)
    setBusy(false)
  }

  return (
    <div className="grid gap-3">
      {problem !== undefined && (
        <Notice tone="error" title="Couldn’t sign you in" live>
          <p>{problemOf(problem)}</p>
        </Notice>
      )}
      {users ? (
        <>
          <p className="font-medium">Choose a user</p>
          <ul className="grid gap-2">
            {users.map(({ name, about }) => (
              <li key={name}>
                <button
                  type="button"
                  aria-label={name}
                  aria-describedby={`about-${name}`}
                  disabled={busy}
                  onClick={() => enter(name)}
                  className="grid w-full gap-0.5 rounded-card border border-control px-4 py-2.5 text-left hover:bg-hover"
                >
                  <span className="font-medium">{name}</span>
                  <span id={`about-${name}`} className="text-text-2">
                    {about}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <p className="text-xs text-text-2">
            The sandbox runs on this computer and has no passwords. It doesn’t touch any AWS account.
          </p>
        </>
      ) : (
        <Button
          look="primary"
          disabled={busy}
          onClick={() => {
            setBusy(true)
            return signIn('oidc', { callbackUrl: next }).catch(() => failed())
          }}
        >
          Sign in with single sign-on
        </Button>
      )}
    </div>
  )
}
