'use client'

import { useEffect, useRef, useState } from 'react'
import { TextLink } from '@/components/ui/text-link'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { paths } from '@/lib/paths'
import type { Question } from '@/lib/policy/ask/question'
import type { PolicyDocument } from '@/lib/policy/document'
import type { StatementForm } from '@/lib/policy/form/form'
import type { RegistryHere } from '@/lib/policy/registry-side'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { plural } from '@/lib/text/plural'
import { AskWhoCan } from './ask-who-can'
import { WhoCan } from './who-can'

type PanelProps = {
  repository: RepositoryRef
  registry: RegistryHere
  document: PolicyDocument | undefined
  draft: { document: PolicyDocument | undefined } | undefined
  accounts: KnownAccounts
  question: Question
  /** Opens the form; absent while a change is in progress, so that it isn't lost. */
  grant?: (form: StatementForm) => void
  edit?: (index: number) => void
}

/** Safari allows a hundred URL changes in half a minute, so this waits for a pause in typing. */
const PAUSE_MS = 400

/** What the policy means: one question answered with reasons, and everyone at a glance. */
export function AccessPanel(props: PanelProps) {
  const { repository, registry, document, draft, accounts, grant, edit } = props
  const [question, setQuestion] = useState(props.question)
  const context = { owner: repository.account, accounts, registry }

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  // The URL only changes when someone asks; otherwise this would undo a navigation that has just started.
  function ask(next: Question) {
    setQuestion(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const parameters = next.who.trim() === '' ? {} : { who: next.who, may: next.may }
      window.history.replaceState(null, '', paths.repository(repository, 'permissions', parameters))
    }, PAUSE_MS)
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    <div className="grid gap-8 lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto lg:px-1 lg:pb-1">
      <AskWhoCan
        question={question}
        ask={ask}
        repository={repository}
        document={document}
        draft={draft}
        context={context}
        grant={grant}
        edit={edit}
      />
      <WhoCan document={document} draft={draft} context={context} ask={ask} />
      <RegistryNote registry={registry} repository={repository} />
    </div>
  )
}

/** Where the other policy is that AWS evaluates here; nothing if the registry has none for this repository. */
function RegistryNote({ registry, repository }: Pick<PanelProps, 'registry' | 'repository'>) {
  const { account, region } = repository
  const link = <TextLink href={paths.registry({ account, region })}>policy of this registry</TextLink>
  if (registry === 'unknown')
    return <p className="text-text-2">The {link} counts, too, and the portal doesn’t know what it says.</p>
  const count = registry.statements.length
  if (count === 0) return null
  return (
    <p className="text-text-2">
      The {link} counts, too: {plural(count, 'statement')} of it {count === 1 ? 'applies' : 'apply'} here.
    </p>
  )
}
