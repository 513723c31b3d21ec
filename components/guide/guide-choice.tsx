'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, startTransition, useOptimistic, useState } from 'react'
import { Button } from '@/components/ui/button'
import { SelectField, TextField } from '@/components/ui/field'
import { paths } from '@/lib/paths'
import { repositoryNameProblem } from '@/lib/repositories/name'
import type { RepositoryRef } from '@/lib/repositories/reference'

type ChoiceProps = {
  accounts: readonly { id: string; name: string; regions: readonly string[]; active: boolean }[]
  choice: RepositoryRef
}

/** The repository that the guide is written for. It is in the address, so that the filled-in guide can be shared. */
export function GuideChoice({ accounts, choice }: ChoiceProps) {
  const router = useRouter()
  const [name, setName] = useState(choice.name)
  const [problem, setProblem] = useState<string>()
  // The latest choice counts, even before its page has arrived.
  const [place, setPlace] = useOptimistic(choice)
  const account = accounts.find(({ id }) => id === place.account)

  function show(changes: Partial<RepositoryRef>) {
    const next = { ...place, ...changes }
    startTransition(() => {
      setPlace(next)
      router.replace(paths.guide({ account: next.account, region: next.region, repository: next.name }), {
        scroll: false,
      })
    })
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    const wrong = repositoryNameProblem(name)
    setProblem(wrong)
    if (!wrong) show({ name })
  }

  return (
    <form
      onSubmit={submit}
      className="grid items-start gap-3 rounded-card border border-hairline p-4 sm:grid-cols-[1.3fr_0.8fr_1.2fr_auto]"
    >
      <SelectField
        id="account"
        label="Account"
        value={place.account}
        onChange={(event) => show({ account: event.target.value, region: '' })}
      >
        {accounts.map(({ id, name: accountName, active }) => (
          <option key={id} value={id}>
            {accountName} {id}
            {active ? '' : ' (not active)'}
          </option>
        ))}
      </SelectField>
      <SelectField
        id="region"
        label="Region"
        value={place.region}
        onChange={(event) => show({ region: event.target.value })}
      >
        {account?.regions.map((region) => (
          <option key={region}>{region}</option>
        ))}
      </SelectField>
      <TextField
        id="repository"
        label="Repository"
        value={name}
        maxLength={300}
        className="font-mono"
        onChange={(event) => setName(event.target.value)}
        error={problem}
      />
      <Button type="submit" className="sm:mt-6">
        Show
      </Button>
    </form>
  )
}
