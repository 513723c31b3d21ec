'use client'

import { useState } from 'react'
import { callAction } from '@/components/forms/call-action'
import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/http/action'
import { paths } from '@/lib/paths'

type Action = (input: unknown) => Promise<ActionResult<void>>

/** The two ways out: of this browser, and of all in which this person is signed in. */
export function SignOut({ here, everywhere }: { here: Action; everywhere: Action }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function leave(action: Action) {
    setBusy(true)
    const result = await callAction(action, {})
    if (!result.ok && result.code !== 'unauthenticated') {
      setProblem(result.message)
      setBusy(false)
      return
    }
    // What this person was typing is not for whoever signs in next.
    sessionStorage.clear()
    window.location.assign(paths.signIn())
  }

  return (
    <div className="grid gap-2">
      {problem && (
        <p role="alert" className="text-error">
          {problem}
        </p>
      )}
      <Button disabled={busy} onClick={() => leave(here)}>
        Sign out
      </Button>
      <Button disabled={busy} onClick={() => leave(everywhere)}>
        Sign out everywhere
      </Button>
    </div>
  )
}
