'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import { AccessLink } from '@/components/access/access-link'
import { repositoryFacts } from '@/components/access/prefill'
import { callAction } from '@/components/forms/call-action'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import type { ActionResult } from '@/lib/http/action'
import type { Repository } from '@/lib/repositories/model'
import { MutabilityField } from './mutability-field'

type FormProps = {
  repository: Repository
  /** Why this person may not change the settings; undefined when they may. */
  refusal: string | undefined
  save: (input: unknown) => Promise<ActionResult<Repository>>
}

/** Tag mutability with all of ECR's four values, and scan on push. */
export function SettingsForm({ repository, refusal, save }: FormProps) {
  const router = useRouter()
  const [mutability, setMutability] = useState<string>(repository.mutability)
  const [filters, setFilters] = useState(repository.mutabilityExclusions.join(', '))
  const [scanOnPush, setScanOnPush] = useState(repository.scanOnPush)
  /** The settings in ECR when the person last saw them. */
  const [base, setBase] = useState(repository)
  const [result, setResult] = useState<ActionResult<Repository>>()
  const [attempt, setAttempt] = useState(0)
  const [pending, startTransition] = useTransition()
  const failure = result && !result.ok ? result : undefined
  const fields = failure?.fields ?? {}
  const prefill = { ...repositoryFacts(repository), action: 'ecr:PutImageTagMutability' }

  function submit(event: FormEvent) {
    event.preventDefault()
    const { account, region, name } = repository
    startTransition(async () => {
      const answer = await callAction(save, {
        ref: { account, region, name },
        mutability,
        exclusionFilters: filters.split(/[\s,]+/).filter(Boolean),
        scanOnPush,
        base,
      })
      setResult(answer)
      setAttempt((times) => times + 1)
      if (!answer.ok) return
      setBase(answer.value)
      // The header above shows the settings, too.
      router.refresh()
    })
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-5" onChange={() => setResult(undefined)}>
      <ErrorSummary attempt={attempt} message={failure?.message} fields={fields} />
      {failure?.code === 'aws-denied' && (
        <p>
          <AccessLink prefill={{ ...prefill, error: failure.message }}>Request it</AccessLink>
        </p>
      )}
      {result?.ok && <Notice tone="ok" title="Saved" live />}
      {refusal && (
        <Notice tone="info" title="Read-only">
          <p>{refusal}</p>
          <p>
            <AccessLink prefill={prefill}>Request it</AccessLink>
          </p>
        </Notice>
      )}
      <MutabilityField
        value={mutability}
        filters={filters}
        error={fields.exclusionFilters}
        disabled={refusal !== undefined}
        onValue={setMutability}
        onFilters={setFilters}
      />
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-0.5"
          checked={scanOnPush}
          disabled={refusal !== undefined}
          onChange={(event) => setScanOnPush(event.target.checked)}
        />
        <span>
          <span className="font-medium">Scan on push</span>
          <span className="block text-xs text-text-2">
            The registry’s own scan settings may override this.
          </span>
        </span>
      </label>
      {!refusal && (
        <Button type="submit" look="primary" className="justify-self-start" disabled={pending}>
          {pending ? 'Saving…' : 'Save settings'}
        </Button>
      )}
    </form>
  )
}
