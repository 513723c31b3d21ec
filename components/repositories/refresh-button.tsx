'use client'

import { useRouter } from 'next/navigation'
import { use, useEffect, useEffectEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Time } from '@/components/ui/time'
import type { Freshness } from '@/lib/inventory/model'
import type { Progress, ProgressLine } from '@/lib/inventory/progress'
import { plural } from '@/lib/text/plural'
import { FollowingSearch } from './following-search'
import { watchProgress } from './watch-progress'

/** Reads all registries again. During a reading it shows the progress, and the page fills up by itself. */
export function RefreshButton({ freshness, now }: { freshness: Freshness; now: number }) {
  const router = useRouter()
  const search = use(FollowingSearch)
  const { asOf, isBeingRead } = freshness
  const [watching, setWatching] = useState<'GET' | 'POST' | undefined>(isBeingRead ? 'GET' : undefined)
  const [progress, setProgress] = useState<Progress>()
  const [problem, setProblem] = useState<string>()

  useEffect(() => {
    if (isBeingRead) setWatching((already) => already ?? 'GET')
  }, [isBeingRead])

  const addressOf = useEffectEvent(() => search?.address())
  const show = useEffectEvent(({ progress, found }: ProgressLine, address: string | undefined) => {
    setProgress(progress)
    if (search && found && address !== undefined) search.show({ address, found })
    else router.refresh()
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
    const address = addressOf()
    void watchProgress(watching, address, aborted.signal, (line) => show(line, address)).then((said) => {
      if (!aborted.signal.aborted) end(said)
    })
    return () => aborted.abort()
  }, [watching])

  return (
    <span className="flex flex-wrap items-center gap-2">
      <span role="status" className="text-text-2 tabular-nums">
        {problem ?? (progress ? progressWords(progress) : <AsOf at={asOf} now={now} />)}
      </span>
      <Button small onClick={() => setWatching('POST')} disabled={watching !== undefined}>
        Refresh
      </Button>
    </span>
  )
}

function AsOf({ at, now }: { at: number | undefined; now: number }) {
  return at !== undefined && <>as of {<Time at={at} now={now} />}</>
}

function progressWords({ reading, registries, pages, repositories }: Progress): string {
  const left = `Reading ${reading} of ${plural(registries, 'registry', 'registries')}`
  return pages === 0
    ? `${left}…`
    : `${left}: ${plural(pages, 'page')}, ${plural(repositories, 'repository', 'repositories')}`
}
