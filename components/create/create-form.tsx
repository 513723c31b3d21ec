'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import { callAction } from '@/components/forms/call-action'
import { useDraft } from '@/components/forms/use-draft'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { TextField } from '@/components/ui/field'
import { TextLink } from '@/components/ui/text-link'
import { registryKey } from '@/lib/accounts/registry'
import type { ActionResult } from '@/lib/http/action'
import { paths } from '@/lib/paths'
import { exclusionProblem } from '@/lib/repositories/create-input'
import type { CreationOutcome } from '@/lib/repositories/create-repository'
import { repositoryNameProblem } from '@/lib/repositories/name'
import { repositoryKey } from '@/lib/repositories/reference'
import { CreateOptions } from './create-options'
import { CreatePreview } from './create-preview'
import { CreationResults } from './creation-results'
import { type CreateDraft, EMPTY_DRAFT, toInput } from './draft'
import { LookAlikes } from './look-alikes'
import type { RegistryChoice } from './registry-choice'
import { RegistryChoices } from './registry-choices'
import { RequestCreation } from './request-creation'
import type { ShareRepository } from './share-again'
import { useLookAlikes } from './use-look-alikes'

type FormProps = {
  choices: readonly RegistryChoice[]
  chosen: string[]
  name: string
  organisation: string | undefined
  create: (input: unknown) => Promise<ActionResult<CreationOutcome[]>>
  share: ShareRepository
}

/** One page with good defaults: only the name must be typed. */
export function CreateForm({ choices, chosen, name, organisation, create, share }: FormProps) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const { draft, change, reset } = useDraft<CreateDraft>(`create:${name} ${chosen.join()}`, {
    ...EMPTY_DRAFT,
    name,
    registries: chosen,
  })
  const [attempt, setAttempt] = useState(0)
  const [leftName, setLeftName] = useState(name !== '')
  const [failure, setFailure] = useState<Extract<ActionResult<never>, { ok: false }>>()
  const [creations, setCreations] = useState<readonly CreationOutcome[]>([])
  /** Whether errors are shown; not after a creation, until the next attempt. */
  const [tried, setTried] = useState(false)

  const named = choices.filter((choice) => draft.registries.includes(registryKey(choice)))
  const problem = repositoryNameProblem(draft.name)
  const alike = useLookAlikes(problem ? '' : draft.name)
  const fields = { ...(tried && localProblems(draft, problem)), ...failure?.fields }
  const nameError = fields.name ?? (leftName && draft.name !== '' ? problem : undefined)

  function submit(event: FormEvent) {
    event.preventDefault()
    setAttempt((times) => times + 1)
    setTried(true)
    setFailure(undefined)
    if (Object.keys(localProblems(draft, problem)).length > 0) return
    startTransition(async () => {
      const answer = await callAction(create, toInput(draft))
      if (!answer.ok) return setFailure(answer)
      setTried(false)
      settle(answer.value)
    })
  }

  /** Failed registries stay selected, so that the button retries just those; earlier results stay listed. */
  function settle(made: CreationOutcome[]) {
    const failed = made.filter(({ outcome }) => outcome === 'failed').map(({ ref }) => registryKey(ref))
    if (failed.length > 0) change({ registries: failed })
    else if (made.every(isDone)) reset()
    const [only, ...others] = made
    if (only && others.length === 0 && isDone(only)) return router.push(paths.repository(only.ref))
    setCreations((before) => merged(before, made))
  }

  function shared(creation: CreationOutcome) {
    const key = repositoryKey(creation.ref)
    setCreations((before) => before.map((each) => (repositoryKey(each.ref) === key ? creation : each)))
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]"
    >
      <div className="grid gap-5">
        <ErrorSummary attempt={attempt} message={failure?.message} fields={fields} />
        {failure?.code === 'forbidden' && <RequestCreation name={draft.name} registries={named} />}
        {creations.length > 0 && (
          <CreationResults creations={creations} choices={choices} share={share} onShared={shared} />
        )}
        <TextField
          id="name"
          label="Name"
          value={draft.name}
          autoFocus
          required
          maxLength={300}
          className="font-mono"
          onChange={(event) => change({ name: event.target.value })}
          onBlur={() => setLeftName(true)}
          error={nameError}
          help={`For example ${organisation ?? 'cwp'}/fluentd: lowercase letters and digits, with . _ - / between them.`}
        />
        <LookAlikes name={draft.name} alike={alike} choices={choices} />
        <RegistryChoices
          name={draft.name}
          choices={choices}
          chosen={draft.registries}
          error={fields.registries}
          onChange={(registries) => change({ registries })}
        />
        <CreateOptions draft={draft} change={change} choices={choices} errors={fields} />
        <div className="flex items-center gap-3">
          <Button type="submit" look="primary" disabled={pending}>
            {pending ? 'Creating…' : named.length > 1 ? `Create in ${named.length} registries` : 'Create'}
          </Button>
          <TextLink href={paths.repositories()}>Cancel</TextLink>
        </div>
      </div>
      <CreatePreview draft={draft} registries={named} />
    </form>
  )
}

/** By repository. One that was created here and now counts as existing is still shown as created. */
function merged(
  before: readonly CreationOutcome[],
  made: readonly CreationOutcome[],
): readonly CreationOutcome[] {
  const outcomes = new Map(
    before.filter(({ outcome }) => outcome !== 'failed').map((each) => [repositoryKey(each.ref), each]),
  )
  for (const each of made)
    if (each.outcome !== 'exists' || !outcomes.has(repositoryKey(each.ref)))
      outcomes.set(repositoryKey(each.ref), each)
  return [...outcomes.values()]
}

function isDone(creation: CreationOutcome): boolean {
  return creation.outcome === 'created' && creation.sharing?.ok !== false
}

/** What the form can check itself; the server checks everything again. */
function localProblems(draft: CreateDraft, nameProblem: string | undefined): Record<string, string> {
  const exclusions = exclusionProblem(toInput(draft))
  return {
    ...(nameProblem && { name: nameProblem }),
    ...(draft.registries.length === 0 && { registries: 'Choose at least one account and region.' }),
    ...(exclusions && { exclusionFilters: exclusions }),
  }
}
