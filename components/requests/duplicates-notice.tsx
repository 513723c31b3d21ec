import { useEffect, useRef } from 'react'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { paths } from '@/lib/paths'
import type { OpenDuplicate } from '@/lib/requests/open-duplicates'

type NoticeProps = {
  duplicates: readonly OpenDuplicate[]
  /** Increases each time that a request was held back to show this. */
  heldBack: number
  now: number
}

/** The same request already exists. Takes the focus when it kept a new one from being stored. */
export function DuplicatesNotice({ duplicates, heldBack, now }: NoticeProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (heldBack > 0) box.current?.focus()
  }, [heldBack])
  if (duplicates.length === 0) return null
  return (
    <div ref={box} tabIndex={-1} className="scroll-mt-18">
      <Notice tone="warning" title="This has already been requested" live>
        <ul className="grid gap-1">
          {duplicates.map(({ id, requesterName, createdAt, mine }) => (
            <li key={id}>
              {mine ? (
                <>
                  You requested this <Time at={createdAt} now={now} />:{' '}
                  <TextLink href={paths.request(id)}>request #{id}</TextLink>, not decided yet.
                </>
              ) : (
                <>
                  {requesterName} requested this <Time at={createdAt} now={now} /> (#{id}), not decided yet.
                  Only they and infrastructure operations can read it. Ask them where it stands.
                </>
              )}
            </li>
          ))}
        </ul>
        {heldBack > 0 && <p>Nothing has been sent yet. If yours is a different request, send it anyway.</p>}
      </Notice>
    </div>
  )
}
