import { ago, Time } from '@/components/ui/time'
import { type RegistryStatus, type RegistryState as State, stateOf } from '@/lib/inventory/model'
import { plural } from '@/lib/text/plural'

const WORDS: Record<Exclude<State, 'fresh' | 'unread'>, string> = {
  stale: 'stale',
  incomplete: 'incomplete',
  denied: 'access denied',
  throttled: 'AWS is limiting requests',
  unreachable: 'unreachable',
  failed: 'couldn’t be read',
}

/** How current the copy of a registry is, the progress of its reading, and why it is out of date if it is. */
export function RegistryState({ status, now }: { status: RegistryStatus; now: number }) {
  const { reading, failure } = status
  if (reading) return <span className="text-text-2 tabular-nums">{readingWords(reading)}</span>
  return (
    <span title={failure?.message}>
      <StateWords status={status} now={now} />
    </span>
  )
}

function readingWords(reading: NonNullable<RegistryStatus['reading']>): string {
  return reading === 'elsewhere' || reading.pages === 0
    ? 'reading…'
    : `reading: ${plural(reading.pages, 'page')}, ${reading.repositories.toLocaleString('en')}`
}

function StateWords({ status, now }: { status: RegistryStatus; now: number }) {
  const { readAt, repositories } = status
  const state = stateOf(status, now)
  if (state === 'unread') return <span className="text-text-2">not read yet</span>
  if (state === 'fresh' && readAt !== undefined)
    return (
      <span className="text-text-2">
        read <Time at={readAt} now={now} />
      </span>
    )
  const age =
    readAt !== undefined
      ? `; copy from ${ago(readAt, now)}`
      : repositories > 0
        ? '; never read completely'
        : '; never read'
  return (
    <span className="text-warning">
      {state !== 'fresh' && WORDS[state]}
      <span className="text-text-2">{age}</span>
    </span>
  )
}
