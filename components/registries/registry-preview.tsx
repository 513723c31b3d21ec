'use client'

import { useEffect, useState } from 'react'
import { callAction } from '@/components/forms/call-action'
import { PolicyDiffView } from '@/components/policy/policy-diff'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { Registry } from '@/lib/accounts/registry'
import type { ActionResult } from '@/lib/http/action'
import { paths } from '@/lib/paths'
import type { RegistryEffect, RegistryEffects } from '@/lib/policy/compare/registry-effects'
import type { PolicyDocument } from '@/lib/policy/document'
import { plural } from '@/lib/text/plural'

export type PreviewRegistryPolicy = (input: unknown) => Promise<ActionResult<RegistryEffects>>

type PreviewProps = {
  registry: Registry
  before: PolicyDocument | undefined
  after: PolicyDocument | undefined
  preview: PreviewRegistryPolicy
}

/** Each preview looks at every repository, so it waits for a pause in typing. */
const PAUSE_MS = 400

/** What a change of the registry’s policy does, repository by repository. */
export function RegistryPreview({ registry, before, after, preview }: PreviewProps) {
  const shown = usePreview({ registry, before, after, preview })
  return (
    <div className="grid gap-3">
      <h3 className="font-medium">What changes</h3>
      <PolicyDiffView before={before} after={after} />
      {!after && before && <p>This is the last statement, so the policy itself is deleted.</p>}
      {shown === undefined ? (
        <p role="status" className="late text-xs text-text-2">
          Looking at every repository…
        </p>
      ) : shown.ok ? (
        <Effects {...shown.value} registry={registry} />
      ) : (
        <Notice tone="warning" title="No preview">
          <p>{shown.message}</p>
        </Notice>
      )}
    </div>
  )
}

/** The effects of this change; undefined until they are known. */
function usePreview({ registry, before, after, preview }: PreviewProps) {
  const [found, setFound] = useState<{ of: string; result: ActionResult<RegistryEffects> }>()
  const { account, region } = registry
  const [old, next] = [before?.text ?? null, after?.text ?? null]
  const of = JSON.stringify([account, region, old, next])

  useEffect(() => {
    let isCurrent = true
    const timer = setTimeout(async () => {
      const result = await callAction(preview, { ref: { account, region }, before: old, after: next })
      if (isCurrent) setFound({ of, result })
    }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [preview, account, region, old, next, of])
  return found?.of === of ? found.result : undefined
}

function Effects({ effects, undecided, lockOuts, registry }: RegistryEffects & { registry: Registry }) {
  if (undecided)
    return (
      <Notice tone="warning" title="The portal can’t tell for which repositories">
        <p>There are too many kinds of them, or a Resource contains a variable.</p>
      </Notice>
    )
  if (effects.length === 0 && lockOuts.length === 0)
    return <p className="text-text-2">No repository is affected.</p>
  return (
    <>
      <p className="text-text-2">
        This is what the registry’s policy does by itself. Each repository’s own policy still counts, too.
      </p>
      {lockOuts.length > 0 && (
        <Notice tone="warning" title="The registry’s own policy">
          {lockOuts.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
      <ul className="grid gap-3">
        {effects.map((effect) => (
          <Effect key={effect.names[0] ?? effect.example} effect={effect} registry={registry} />
        ))}
      </ul>
    </>
  )
}

function Effect({ effect, registry }: { effect: RegistryEffect; registry: Registry }) {
  const { count, names, example, summary, witness, dangers } = effect
  const title = count > 0 ? plural(count, 'repository', 'repositories') : `Names like ${example}`
  return (
    <li className="grid gap-1.5 rounded-card border border-hairline px-3.5 py-2.5 break-words">
      <h4 className="font-medium">{title}</h4>
      {count === 0 && <p className="text-text-2">No repository has such a name yet.</p>}
      <p>
        {summary} {witness}
      </p>
      {dangers.map((sentence) => (
        <p key={sentence} className="text-warning">
          {sentence}
        </p>
      ))}
      {count > 0 && (
        <details>
          <summary className="w-fit text-xs text-link">Which ones</summary>
          <ul className="mt-1.5 max-h-64 overflow-y-auto font-mono text-xs">
            {names.map((name) => (
              <li key={name}>
                <TextLink href={paths.repository({ ...registry, name }, 'permissions')}>{name}</TextLink>
              </li>
            ))}
          </ul>
          {count > names.length && (
            <p className="text-xs text-text-2">
              And {plural(count - names.length, 'more repository', 'more repositories')}.
            </p>
          )}
        </details>
      )}
    </li>
  )
}
