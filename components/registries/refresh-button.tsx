'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useTransition } from 'react'
import { plural } from '@/components/repositories/words'
import { Button } from '@/components/ui/button'
import { callAction } from '@/components/ui/call-action'
import { Time } from '@/components/ui/time'
import type { ActionResult } from '@/lib/action'
import type { RegistryStatus } from '@/lib/inventory/model'
import type { Progress } from '@/lib/inventory/progress'
import { paths } from '@/lib/paths'

/** Reads all registries again. While any is being read, it says how far that is and the page fills up by itself. */
export function RefreshButton(props: {
  statuses: readonly RegistryStatus[]
  now: number
  refresh: (input: unknown) => Promise<ActionResult<void>>
}) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const isReading = props.statuses.some(({ reading }) => reading !== undefined)
  const [watching, setWatching] = useState(isReading)
  const [progress, setProgress] = useState<Progress>()
  const [problem, setProblem] = useState<string>()

  useEffect(() => {
    if (isReading) setWatching(true)
  }, [isReading])

  useEffect(() => {
    if (!watching) return
    const events = new EventSource(paths.progress())
    events.onmessage = ({ data }) => {
      setProgress(JSON.parse(data) as Progress)
      router.refresh()
    }
    function end() {
      events.close()
      setWatching(false)
      setProgress(undefined)
      router.refresh()
    }
    events.addEventListener('end', end)
    events.onerror = end
    return () => events.close()
  }, [watching, router])

  function start() {
    startTransition(async () => {
      const result = await callAction(props.refresh, {})
      setProblem(result.ok ? undefined : result.message)
      if (result.ok) setWatching(true)
    })
  }

  return (
    <span className="flex flex-wrap items-center gap-2">
      <span role="status" className="text-text-2 tabular-nums">
        {problem ?? (progress ? progressWords(progress) : <AsOf {...props} />)}
      </span>
      <Button small onClick={start} disabled={pending || watching}>
        Refresh
      </Button>
    </span>
  )
}

/** The age of the oldest copy: nothing that is listed is older. */
function AsOf({ statuses, now }: { statuses: readonly RegistryStatus[]; now: number }) {
  const times = statuses.flatMap(({ readAt }) => readAt ?? [])
  return times.length > 0 && <>as of {<Time at={Math.min(...times)} now={now} />}</>
}

function progressWords({ reading, registries, pages, repositories }: Progress): string {
  const left = `Reading ${reading} of ${plural(registries, 'registry', 'registries')}`
  return pages === 0
    ? `${left}…`
    : `${left}: ${plural(pages, 'page', 'pages')}, ${plural(repositories, 'repository', 'repositories')}`
}
