'use client'

import { useParams } from 'next/navigation'
import {
  type FormEvent,
  type KeyboardEvent,
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useState,
} from 'react'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { parseRecent, recentKey } from '@/lib/repositories/recent'
import { fromPath, type RepositoryRef } from '@/lib/repositories/reference'
import { OptionRow, rowId } from './option-row'
import { groupsOf, isReference, type PaletteUser } from './options'
import { Sentence, StateBar } from './state'
import { useAnswer } from './use-answer'

/** What the field passes on. */
export type ResultsHandle = {
  onKeyDown: (event: KeyboardEvent) => void
  onSubmit: (event: FormEvent) => void
}

/** The list's state for the field, which keeps the focus. */
export type Shown = { expanded: boolean; active: string | undefined }

type ResultsProps = {
  ref: Ref<ResultsHandle>
  id: string
  text: string
  user: PaletteUser
  accounts: KnownAccounts
  onShown: (shown: Shown) => void
  close: () => void
}

/** The options for the palette's text, with one of them highlighted. */
export function Results({ ref, id, text, user, accounts, onShown, close }: ResultsProps) {
  const q = text.trim()
  const here = useRepositoryHere()
  const [recent] = useState(() => parseRecent(localStorage.getItem(recentKey(user.id))))
  const [chosen, setChosen] = useState<{ q: string; id: string }>()
  const [entered, setEntered] = useState<string>()
  const { last, pending, slow } = useAnswer(isReference(q) ? '' : q)
  const groups = groupsOf({ q, last, slow, recent, here, accounts, user })
  const options = groups.flatMap((group) => group.options)
  const byHand = chosen?.q === q ? options.find((option) => option.id === chosen.id) : undefined
  // The first option before the answer isn't yet the first result.
  const active = byHand ?? (pending && options[0]?.kind !== 'repository' ? undefined : options[0])
  const activeId = active && rowId(active)
  const expanded = options.length > 0

  useEffect(() => {
    onShown({ expanded, active: activeId })
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [onShown, expanded, activeId])

  useImperativeHandle(ref, () => ({
    onKeyDown(event) {
      // While text is being composed (IME), the keys belong to the composition.
      if (event.nativeEvent.isComposing) return
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        move(event.key === 'ArrowDown' ? 1 : -1)
      } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        if (active && 'href' in active) window.open(active.href, '_blank', 'noopener')
      }
    },
    onSubmit(event) {
      event.preventDefault()
      // Enter means the first result, so it waits for the answer; an option highlighted by hand is already there.
      if (pending && !byHand) setEntered(q)
      else openActive()
    },
  }))

  function move(step: number) {
    const at = active ? options.indexOf(active) : step > 0 ? -1 : 0
    const next = options[(at + step + options.length) % options.length]
    if (next) setChosen({ q, id: next.id })
  }

  function openActive() {
    if (activeId) document.getElementById(activeId)?.click()
  }

  const openWhatWasEntered = useEffectEvent(() => {
    setEntered(undefined)
    openActive()
  })
  useEffect(() => {
    if (entered === q && !pending) openWhatWasEntered()
  }, [entered, q, pending])

  return (
    <>
      <Sentence q={q} last={last} />
      <div
        id={id}
        role="listbox"
        aria-label="Results"
        tabIndex={-1}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain py-1.5"
      >
        {groups.map((group) => (
          <fieldset key={group.id} aria-label={group.name} className="min-w-0 pb-1.5">
            <div aria-hidden="true" className="px-4 py-1 text-xs text-text-2">
              {group.name}
            </div>
            {group.options.map((option) => (
              <OptionRow
                key={option.id}
                option={option}
                active={option === active}
                q={q}
                accounts={accounts}
                close={close}
              />
            ))}
          </fieldset>
        ))}
      </div>
      <StateBar q={q} last={last} slow={slow} />
    </>
  )
}

function useRepositoryHere(): RepositoryRef | undefined {
  const { account, region, repository } = useParams<{
    account?: string
    region?: string
    repository?: string
  }>()
  return account && region && repository ? { account, region, name: fromPath(repository) } : undefined
}
