'use client'

import { useRouter } from 'next/navigation'
import { use, useEffect, useEffectEvent, useState } from 'react'
import { LookAgain } from '@/components/repositories/look-again'
import { plural } from '@/components/repositories/words'
import { Button } from '@/components/ui/button'
import { Time } from '@/components/ui/time'
import type { RegistryStatus } from '@/lib/inventory/model'
import type { Progress } from '@/lib/inventory/progress'
import { watchProgress } from './watch-progress'

/** Reads all registries again. While any is being read, it says how far that is and the page fills up by itself. */
export function RefreshButton(props: { statuses: readonly RegistryStatus[]; now: number }) {
  const router = useRouter()
  const lookAgain = use(LookAgain) ?? router.refresh
  const isReading = props.statuses.some(({ reading }) => reading !== undefined)
  const [watching, setWatching] = useState<'GET' | 'POST' | undefined>(isReading ? 'GET' : undefined)
  const [progress, setProgress] = useState<Progress>()
  const [problem, setProblem] = useState<string>()

  useEffect(() => {
    if (isReading) setWatching((already) => already ?? 'GET')
  }, [isReading])

  const show = useEffectEvent((next: Progress) => {
    setProgress(next)
    lookAgain()
  })
  const end = useEffectEvent((said: string | undefined) => {
    setWatching(undefined)
    setProgress(undefined)
    setProblem(said)
    router.refresh()
  })
  useEffect(() => {
    if (!watching) return
    const aborted = new AbortController()
    void watchProgress(watching, aborted.signal, show).then((said) => {
      if (!aborted.signal.aborted) end(said)
    })
    return () => aborted.abort()
  }, [watching])

  return (
    <span className="flex flex-wrap items-center gap-2">
      <span role="status" className="text-text-2 tabular-nums">
        {problem ?? (progress ? progressWords(progress) : <AsOf {...props} />)}
      </span>
      <Button small onClick={() => setWatching('POST')} disabled={watching !== undefined}>
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
