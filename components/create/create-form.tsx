'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { callAction } from '@/components/ui/call-action'
import { ErrorSummary } from '@/components/ui/error-summary'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { useDraft } from '@/components/ui/use-draft'
import { registryKey } from '@/lib/accounts/registry'
import type { ActionResult } from '@/lib/action'
import { paths } from '@/lib/paths'
import { exclusionProblem } from '@/lib/repositories/create-input'
import type { CreationOutcome } from '@/lib/repositories/create-repository'
import { repositoryNameProblem } from '@/lib/repositories/name'
import { CreateOptions } from './create-options'
import { CreatePreview } from './create-preview'
import { CreationResults } from './creation-results'
import { type CreateDraft, EMPTY_DRAFT, toInput } from './draft'
import { type RegistryChoice, RegistryChoices } from './registry-choices'
import { useLookAlikes } from './use-look-alikes'

type FormProps = {
  choices: readonly RegistryChoice[]
  chosen: string[]
  name: string
  organisation: string | undefined
  create: (input: unknown) => Promise<ActionResult<CreationOutcome[]>>
}

/** One page with good defaults: the name is all that must be typed. */
export function CreateForm({ choices, chosen, name, organisation, create }: FormProps) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const { draft, change, reset } = useDraft<CreateDraft>(`create:${name} ${chosen.join()}`, {
    ...EMPTY_DRAFT,
    name,
    registries: chosen,
  })
  const [attempt, setAttempt] = useState(0)
  const [leftName, setLeftName] = useState(name !== '')
  const [result, setResult] = useState<ActionResult<CreationOutcome[]>>()

  const named = choices.filter((choice) => draft.registries.includes(registryKey(choice)))
  const problem = repositoryNameProblem(draft.name)
  const alike = useLookAlikes(problem ? '' : draft.name)
  const fields = attempt > 0 && !result?.ok ? localProblems(draft, problem) : {}
  if (result && !result.ok) Object.assign(fields, result.fields)
  const nameError = fields.name ?? (leftName && draft.name !== '' ? problem : undefined)

  function submit(event: FormEvent) {
    event.preventDefault()
    setAttempt((times) => times + 1)
    setResult(undefined)
    if (Object.keys(localProblems(draft, problem)).length > 0) return
    startTransition(async () => {
      const answer = await callAction(create, toInput(draft))
      setResult(answer)
      if (!answer.ok) return
      const [only, ...others] = answer.value
      if (answer.value.every(isDone)) reset()
      if (only && others.length === 0 && isDone(only)) router.push(paths.repository(only.ref))
    })
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]"
    >
      <div className="grid gap-5">
        <ErrorSummary
          attempt={attempt}
          message={result && !result.ok ? result.message : undefined}
          fields={fields}
        />
        {result?.ok && <CreationResults creations={result.value} choices={choices} />}
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
          help={`For example ${organisation ?? 'cwp'}/fluentd: lower-case letters, digits, and . _ - / between them.`}
        />
        {alike.length > 0 && (
          <Notice
            tone="info"
            title={
              alike.some((ref) => ref.name === draft.name)
                ? 'This name is in use'
                : 'Did you mean one of these?'
            }
          >
            <ul>
              {alike.map((ref) => (
                <li key={`${ref.account}/${ref.region}/${ref.name}`}>
                  <TextLink href={paths.repository(ref)} className="font-mono">
                    {ref.name}
                  </TextLink>{' '}
                  in {choices.find((choice) => choice.account === ref.account)?.accountName}, {ref.region}
                </li>
              ))}
            </ul>
            {alike.some((ref) => ref.name === draft.name) && (
              <p className="text-text-2">
                The same name in another account is fine: that is how one image moves between them.
              </p>
            )}
          </Notice>
        )}
        <RegistryChoices
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

function isDone(creation: CreationOutcome): boolean {
  return creation.outcome === 'created' && creation.sharing?.ok !== false
}

/** What the form itself can tell; the server checks everything again. */
function localProblems(draft: CreateDraft, nameProblem: string | undefined): Record<string, string> {
  const exclusions = exclusionProblem(toInput(draft))
  return {
    ...(nameProblem && { name: nameProblem }),
    ...(draft.registries.length === 0 && { registries: 'Choose at least one account and region.' }),
    ...(exclusions && { exclusionFilters: exclusions }),
  }
}
