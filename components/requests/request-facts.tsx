import type { ReactNode } from 'react'
import { RepositoryName } from '@/components/repositories/repository-name'
import { CopyButton } from '@/components/ui/copy-button'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { accountWords, type KnownAccounts } from '@/lib/accounts/account-names'
import { parseCaller } from '@/lib/accounts/caller'
import { paths } from '@/lib/paths'
import { actionLabel, needsCaller } from '@/lib/requests/caller-needed'
import { type AccessRequest, repositoryOf } from '@/lib/requests/model'

type FactsProps = { request: AccessRequest; accounts: KnownAccounts; now: number }

/** The request's facts, and the error as it was pasted. */
export function RequestFacts({ request, accounts, now }: FactsProps) {
  const caller = parseCaller(request.awsUserName)
  return (
    <section aria-labelledby="facts" className="grid gap-2">
      <h2 id="facts" className="text-base font-semibold">
        Request details
      </h2>
      <dl className="grid grid-cols-[minmax(6.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 [&_dt]:text-text-2">
        <Fact name="Why">
          <span className="wrap-anywhere whitespace-pre-wrap">{request.why}</span>
        </Fact>
        <Fact name="Requested by">
          {request.requesterName}
          {request.requesterEmail && <span className="break-all text-text-2"> {request.requesterEmail}</span>}
        </Fact>
        {request.awsUserName && (
          <Fact name="AWS user name">
            <span className="font-mono text-xs leading-5 break-all">{request.awsUserName}</span>
            {caller && (
              <span className="block text-xs text-text-2">
                {caller.kind === 'account' || caller.kind === 'root' ? '' : `${caller.userName} in `}
                {accountWords(caller.account, accounts)}
              </span>
            )}
          </Fact>
        )}
        <Fact name={actionLabel(needsCaller(request))}>
          <span className="font-mono text-xs leading-5 break-all">{request.action}</span>
        </Fact>
        <Fact name="Repository">
          <TextLink
            className="font-mono wrap-anywhere"
            href={paths.repository(repositoryOf(request), 'permissions')}
          >
            <RepositoryName name={request.repository} />
          </TextLink>
        </Fact>
        {request.draftOpenedAt !== undefined && (
          <Fact name="E-mail">
            draft opened <Time at={request.draftOpenedAt} now={now} />
          </Fact>
        )}
      </dl>
      {request.error && (
        <details open={request.error.length < 1200}>
          <summary className="w-fit text-link">Original error</summary>
          <pre className="mt-1.5 max-h-72 overflow-auto rounded-control bg-raised p-2.5 text-xs whitespace-pre-wrap break-words">
            {request.error}
          </pre>
          <div className="mt-1.5">
            <CopyButton text={request.error} label="the error">
              Copy
            </CopyButton>
          </div>
        </details>
      )}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}
