'use client'

import { useState } from 'react'
import { callAction } from '@/components/forms/call-action'
import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/http/action'
import { paths } from '@/lib/paths'

type Action = (input: unknown) => Promise<ActionResult<void>>

/** Signs out of this browser, or of every browser. */
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
    // The next person to sign in must not see this person's drafts.
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
