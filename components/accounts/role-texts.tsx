'use client'

import { useEffect, useRef, useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { Segments } from '@/components/ui/segments'
import type { RoleText } from '@/lib/accounts/roles/role-texts'

type TextsProps = { id: string; title: string; about: string; texts: readonly RoleText[] }

/** The templates for a role, one at a time, each with a copy button. An address with a template's id opens it. */
export function RoleTexts({ id, title, about, texts }: TextsProps) {
  const details = useRef<HTMLDetailsElement>(null)
  const [chosen, setChosen] = useState(texts[0]?.name ?? '')
  const text = texts.find(({ name }) => name === chosen)?.text ?? ''

  useEffect(() => {
    function openWhenNamed() {
      if (details.current && location.hash === `#${id}`) details.current.open = true
    }
    openWhenNamed()
    window.addEventListener('hashchange', openWhenNamed)
    return () => window.removeEventListener('hashchange', openWhenNamed)
  }, [id])

  return (
    <li id={id} className="scroll-mt-18 border-hairline not-last:border-b">
      <details ref={details}>
        <summary className="px-4 py-2 hover:bg-hover">
          <span className="font-medium">{title}</span>{' '}
          <span className="text-text-2 wrap-anywhere tabular-nums">{about}</span>
        </summary>
        <div className="grid grid-cols-1 gap-2 px-4 pt-1 pb-4">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <Segments
              label={`${title}, as`}
              value={chosen}
              options={texts.map(({ name }) => [name, name] as const)}
              onChange={setChosen}
            />
            <CopyButton text={text} label={`${chosen} of ${title}`} />
          </div>
          <pre className="rounded-control bg-raised p-3 text-xs whitespace-pre-wrap wrap-anywhere">
            {text}
          </pre>
        </div>
      </details>
    </li>
  )
}
