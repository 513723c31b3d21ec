import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { paths } from '@/lib/paths'
import type { RepositoryRef } from '@/lib/repositories/reference'

type NoteProps = { repository: RepositoryRef; seenAt: Date; now: number }

export function ChangedOutsideNote({ repository, seenAt, now }: NoteProps) {
  return (
    <p className="text-text-2">
      Last changed outside the portal, seen <Time at={seenAt.getTime()} now={now} />.{' '}
      <TextLink href={paths.repository(repository, 'history')}>What changed</TextLink>
    </p>
  )
}
