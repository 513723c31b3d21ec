import type { ReactNode } from 'react'
import { StatementCard } from '@/components/policy/statement-card'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { Time } from '@/components/ui/time'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { Registry } from '@/lib/accounts/registry'
import { readStatements } from '@/lib/policy/statement'
import type { RegistryPolicyCopy } from '@/lib/registry-policy/get-registry-policy'
import { visibleJson } from '@/lib/text/quoted'
import { StatementResources } from './statement-resources'

type PolicyProps = {
  registry: Registry
  copy: RegistryPolicyCopy
  accounts: KnownAccounts
  /** How many repositories each Resource is about. */
  counts: Record<string, number>
  now: number
  /** In place of the statements, for who may change them. */
  editor: ReactNode
}

/** A registry's own policy in sentences, the repositories that each is about, and how old the portal's copy is. */
export function RegistryPolicy({ copy, now, ...policy }: PolicyProps) {
  const { side, readAt, failure } = copy
  return (
    <section aria-labelledby="registry-policy" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id="registry-policy" className="text-base font-semibold">
          Registry policy
        </h2>
        {readAt !== undefined && (
          <p className="text-text-2">
            read <Time at={readAt} now={now} />
          </p>
        )}
      </div>
      {failure && side.state === 'known' && (
        <Notice tone="warning" title="This may be out of date">
          <p>{failure.message}</p>
        </Notice>
      )}
      <Side side={side} {...policy} />
    </section>
  )
}

function Side({
  side,
  registry,
  accounts,
  counts,
  editor,
}: Omit<PolicyProps, 'copy' | 'now'> & Pick<RegistryPolicyCopy, 'side'>) {
  if (side.state === 'unknown')
    return (
      <>
        <Notice tone="warning" title="The portal doesn’t know what this policy allows">
          <p>{side.reason}</p>
          <p>Answers about access to the repositories in this registry leave this policy open.</p>
        </Notice>
        {side.text !== undefined && (
          <pre className="overflow-x-auto rounded-control bg-raised p-2.5 text-xs">
            {visibleJson(side.text)}
          </pre>
        )}
      </>
    )
  const statements = side.document?.statements ?? []
  return (
    <>
      {side.document ? (
        <p className="text-text-2">
          {side.scope === 'V2'
            ? 'AWS evaluates this policy together with each repository’s own policy, for every ECR action (scope V2). A Deny here always overrides an Allow there.'
            : 'AWS evaluates this policy for replication, pull-through caches and creating repositories only (scope V1). It doesn’t affect who can pull or push.'}
        </p>
      ) : (
        <Empty title="No registry policy">
          <p className="text-text-2">Each repository’s own policy decides who can use it.</p>
        </Empty>
      )}
      {editor ??
        readStatements(statements).map(({ index }) => {
          const value = statements[index] ?? null
          return (
            <StatementCard
              key={index}
              value={value}
              index={index}
              accounts={accounts}
              note={<StatementResources statement={value} registry={registry} counts={counts} />}
            />
          )
        })}
    </>
  )
}
