'use client'

import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/action'

export function SignOutButton({ signOut }: { signOut: (input: unknown) => Promise<ActionResult<void>> }) {
  return (
    <Button
      className="w-full"
      onClick={() => {
        // What this person was typing is not for whoever signs in next.
        sessionStorage.clear()
        return signOut({})
      }}
    >
      Sign out
    </Button>
  )
}
