'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { callAction } from '@/components/ui/call-action'
import type { ActionResult } from '@/lib/action'

const LOOK_AGAIN_MS = 1000

/** Reads all registries again. While any is being read, the page looks again every second and fills up by itself. */
export function RefreshButton(props: {
  reading: number
  refresh: (input: unknown) => Promise<ActionResult<void>>
}) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [problem, setProblem] = useState<string>()

  useEffect(() => {
    if (props.reading === 0) return
    const timer = setTimeout(() => router.refresh(), LOOK_AGAIN_MS)
    return () => clearTimeout(timer)
  })

  function start() {
    startTransition(async () => {
      const result = await callAction(props.refresh, {})
      setProblem(result.ok ? undefined : result.message)
      router.refresh()
    })
  }

  return (
    <span className="flex items-center gap-2">
      <span role="status" className="text-text-2">
        {problem ??
          (props.reading > 0
            ? `reading ${props.reading} ${props.reading === 1 ? 'registry' : 'registries'}…`
            : '')}
      </span>
      <Button small onClick={start} disabled={pending}>
        Refresh
      </Button>
    </span>
  )
}
