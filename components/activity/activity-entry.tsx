import { RepositoryName } from '@/components/repositories/repository-name'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { type Account, findAccount } from '@/lib/accounts/model'
import type { Activity } from '@/lib/audit/list-activity'
import { paths } from '@/lib/paths'
import { readRecordedSettings } from '@/lib/repositories/recorded-settings'
import { settingsWords } from '@/lib/repositories/settings-words'
import { activityWords, ENDINGS, joinWord } from './activity-words'
import { PolicyChange } from './policy-change'

type EntryProps = {
  record: Activity
  accounts: readonly Account[]
  now: number
  /** Where the policy in a record can be restored; absent where that isn't offered. */
  restoreHref?: (id: number) => string
  /** Whether to show the repository; not needed on a repository's own page. */
  withPlace: boolean
}

/** One action, by whom and how it ended, with the texts before and after behind a disclosure. */
export function ActivityEntry({ record, accounts, now, restoreHref, withPlace }: EntryProps) {
  return (
    <li className="grid grid-cols-1 gap-1 border-hairline px-4 py-2.5 not-last:border-b">
      <p>
        <strong className="font-medium">{record.author}</strong> {activityWords(record)}
        {withPlace && <Place record={record} accounts={accounts} />}
        {record.requestId !== null && (
          <>
            {' '}
            <TextLink href={paths.request(record.requestId)}>#{record.requestId}</TextLink>
          </>
        )}
        <Ending record={record} />
        <span className="text-text-2">
          {' · '}
          {record.action === 'permissions.outside' && 'seen '}
          <Time at={record.at.getTime()} now={now} />
        </span>
      </p>
      {record.reason && <p className="text-text-2">“{record.reason}”</p>}
      {record.error && <p className="break-words text-text-2">{record.error}</p>}
      {isPolicy(record) ? <PolicyChange record={record} accounts={accounts} /> : <Texts record={record} />}
      <Trace record={record} />
      {restoreHref && isPolicy(record) && record.outcome === 'done' && (
        <p>
          <TextLink href={restoreHref(record.id)}>
            {record.after === null ? 'Restore this state (no policy)' : 'Restore this policy'}
          </TextLink>
        </p>
      )}
    </li>
  )
}

function Ending({ record: { outcome } }: { record: Activity }) {
  if (outcome === 'done' || outcome === 'intended') return null
  return <span className={outcome === 'unknown' ? 'text-warning' : 'text-error'}> · {ENDINGS[outcome]}</span>
}

/** Where to find the record itself, and AWS's own record of it. */
function Trace({ record }: { record: Activity }) {
  return (
    <p className="text-xs break-words text-text-2">
      Record {record.id}
      {record.author !== record.actorName && ' · outcome confirmed later by the portal'}
      {record.awsRequestId && (
        <>
          {' · AWS request '}
          <span className="font-mono break-all">{record.awsRequestId}</span>
        </>
      )}
    </p>
  )
}

function isPolicy({ action }: Activity): boolean {
  return action.startsWith('permissions.')
}

function Place({ record, accounts }: { record: Activity; accounts: readonly Account[] }) {
  const { account, region, repository } = record
  if (!account || !region) return null
  if (!repository)
    return (
      <>
        {' in '}
        <TextLink href={paths.registry({ account, region })}>
          {findAccount(accounts, account)?.name ?? account}, {region}
        </TextLink>
      </>
    )
  return (
    <>
      {` ${joinWord(record)} `}
      <TextLink
        className="font-mono wrap-anywhere"
        href={paths.repository({ account, region, name: repository })}
      >
        <RepositoryName name={repository} />
      </TextLink>{' '}
      in {findAccount(accounts, account)?.name ?? account}, {region}
    </>
  )
}

function Texts({ record }: { record: Activity }) {
  // The result of a check is on the Accounts page.
  if (record.action === 'account.check' || (!record.before && !record.after)) return null
  return (
    <details>
      <summary className="w-fit text-link">Before and after</summary>
      <div className="mt-2 grid gap-3 md:grid-cols-2">
        {(['before', 'after'] as const).map((when) => (
          <div key={when} className="min-w-0">
            <h3 className="text-xs text-text-2">{when === 'before' ? 'Before' : 'After'}</h3>
            <pre className="max-h-96 overflow-auto rounded-control bg-raised p-2 text-xs whitespace-pre-wrap break-words">
              {textOf(record, when)}
            </pre>
          </div>
        ))}
      </div>
    </details>
  )
}

function textOf(record: Activity, when: 'before' | 'after'): string {
  const text = record[when]
  if (text === null) return 'nothing'
  const settings = record.action === 'settings.save' ? readRecordedSettings(text) : undefined
  return settings ? settingsWords(settings) : text
}
