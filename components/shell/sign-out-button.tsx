'use client'

import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/action'

export function SignOutButton({ signOut }: { signOut: (input: unknown) => Promise<ActionResult<void>> }) {
  return (
    <Button className="w-full" onClick={() => signOut({})}>
      Sign out
    </Button>
  )
}
