'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { callAction } from '@/components/forms/call-action'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { ActionResult } from '@/lib/http/action'

type ButtonProps = { id: number; withdraw: (input: unknown) => Promise<ActionResult<void>> }

/** Withdraws one’s own request. It can be requested again, so there is no confirmation. */
export function WithdrawButton({ id, withdraw }: ButtonProps) {
  const router = useRouter()
  const [problem, setProblem] = useState<string>()
  const [pending, startTransition] = useTransition()

  function takeBack() {
    startTransition(async () => {
      const result = await callAction(withdraw, { id })
      setProblem(result.ok ? undefined : result.message)
      router.refresh()
    })
  }

  return (
    <>
      {problem && (
        <Notice tone="error" title="That didn’t work" live>
          <p>{problem}</p>
        </Notice>
      )}
      <div>
        <Button disabled={pending} onClick={takeBack}>
          Withdraw request
        </Button>
      </div>
    </>
  )
}
