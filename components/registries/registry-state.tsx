import { ago, Time } from '@/components/ui/time'
import type { RegistryCopy } from '@/lib/inventory/model'

const WORDS: Record<string, string> = {
  'aws-denied': 'access denied',
  throttled: 'AWS is limiting requests',
  'aws-unavailable': 'not reachable',
}

/** How current the copy of a registry is, and why it is not if it is not. */
export function RegistryState({ copy, now }: { copy: RegistryCopy; now: number }) {
  if (copy.failure)
    return (
      <span className="text-warning" title={copy.failure.message}>
        {WORDS[copy.failure.code] ?? 'reading failed'}
        <span className="text-text-2">
          {copy.readAt === undefined ? '; never read' : `; copy from ${ago(copy.readAt, now)}`}
        </span>
      </span>
    )
  if (copy.readAt === undefined) return <span className="text-text-2">reading…</span>
  return (
    <span className="text-text-2">
      read <Time at={copy.readAt} now={now} />
    </span>
  )
}
