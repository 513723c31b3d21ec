import { RepositoryName } from '@/components/repositories/repository-name'
import { ButtonLink } from '@/components/ui/button-link'
import { Empty } from '@/components/ui/empty'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { type Account, findAccount } from '@/lib/accounts/model'
import type { Activity } from '@/lib/audit/list-activity'
import type { AuditAction } from '@/lib/audit/record'
import type { Deed } from '@/lib/auth/roles'
import { paths } from '@/lib/paths'
import { readRecordedSettings } from '@/lib/repositories/recorded-settings'
import { settingsWords } from '@/lib/repositories/settings-words'
import { PolicyChange } from './policy-change'

/** What joins a deed to the repository it was done to; nothing where the sentence goes on by itself. */
const JOINS: Record<string, string> = {
  'permissions.save': 'of',
  'permissions.delete': 'of',
  'permissions.outside': 'of',
  'permissions.first-seen': 'of',
  'settings.save': 'of',
  'request.create': 'to',
  'request.comment': 'for',
  'request.ask': 'for',
  'request.answer': 'for',
  'request.propose': 'for',
  'request.withdraw': 'for',
  'request.grant': 'for',
  'request.decline': 'for',
  'permissions.force': 'of',
}

const DID: Record<AuditAction, string> = {
  'repository.create': 'created the repository',
  'permissions.save': 'changed the permissions',
  'permissions.delete': 'removed all permissions',
  'permissions.outside': 'changed the permissions outside the portal',
  'permissions.first-seen': 'first saw the permissions',
  'settings.save': 'changed the settings',
  'request.create': 'asked for access',
  'request.draft': 'opened the e-mail of a request',
  'request.comment': 'commented on a request',
  'request.ask': 'asked back about a request',
  'request.answer': 'answered about a request',
  'request.propose': 'changed what a request proposes',
  'request.withdraw': 'withdrew a request',
  'request.grant': 'granted a request',
  'request.decline': 'declined a request',
  'account.check': 'checked what the portal may do',
  'session.start': 'signed in',
  'session.refuse': 'was refused at the sign-in',
  'session.end': 'was signed out',
}

/** What was refused, which nobody did. */
const TRIED: Record<Deed['to'], string> = {
  'repository.create': 'tried to create the repository',
  'permissions.save': 'tried to change the permissions',
  'permissions.force': 'tried to force the permissions',
  'settings.save': 'tried to change the settings',
  'request.read': 'tried to open a request',
  'request.decide': 'tried to decide a request',
  'request.withdraw': 'tried to withdraw a request',
  'activity.readAll': 'tried to see what everybody did',
  'accounts.check': 'tried to check what the portal may do',
}

export const ACTIONS = Object.entries(DID)

/** How a deed ended, where that is not what everybody expects. */
export const ENDINGS = {
  failed: 'failed',
  refused: 'refused',
  unknown: 'outcome unknown',
} as const

type ListProps = {
  /** One more than `perPage` when there are older ones. */
  records: readonly Activity[]
  perPage: number
  accounts: readonly Account[]
  now: number
  olderHref: (before: number) => string
  /** Where the policy that a record left is put back; absent where that is not offered. */
  restoreHref?: (id: number) => string
  /** Whether only some records were asked for, so that others may be there. */
  filtered?: boolean
  /** Whether each record says which repository it is about; not needed on a repository's own page. */
  withPlace: boolean
}

/** A page of what was done, one entry each, with the texts before and after behind a disclosure. */
export function ActivityList({
  records,
  perPage,
  accounts,
  now,
  olderHref,
  restoreHref,
  filtered = false,
  withPlace,
}: ListProps) {
  if (records.length === 0)
    return filtered ? (
      <Empty title="No record matches">
        <p className="text-text-2">Look for less, or for something else.</p>
        <ButtonLink href={paths.activity()}>Show everything</ButtonLink>
      </Empty>
    ) : (
      <Empty title="Nothing recorded yet">
        <p className="text-text-2">What is done through the portal is listed here.</p>
      </Empty>
    )
  const shown = records.slice(0, perPage)
  const oldest = shown.at(-1)
  return (
    <>
      <ol className="rounded-card border border-hairline">
        {shown.map((record) => (
          <li
            key={record.id}
            className="grid grid-cols-1 gap-1 border-hairline px-4 py-2.5 not-last:border-b"
          >
            <p>
              <strong className="font-medium">{record.author}</strong> {wordsOf(record)}
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
            {isPolicy(record) ? (
              <PolicyChange record={record} accounts={accounts} />
            ) : (
              <Texts record={record} />
            )}
            <Trace record={record} />
            {restoreHref && isPolicy(record) && record.outcome === 'done' && (
              <p>
                <TextLink href={restoreHref(record.id)}>
                  {record.after === null ? 'Restore this state, without a policy' : 'Restore this policy'}
                </TextLink>
              </p>
            )}
          </li>
        ))}
      </ol>
      {oldest && records.length > shown.length && (
        <div className="mt-4">
          <ButtonLink href={olderHref(oldest.id)}>Older</ButtonLink>
        </div>
      )}
    </>
  )
}

/** A record may be older than the words that are used now. */
function wordsOf({ action, outcome }: Activity): string {
  const words: Record<string, string> = outcome === 'refused' ? TRIED : DID
  return words[action] ?? action
}

function Ending({ record: { outcome } }: { record: Activity }) {
  if (outcome === 'done' || outcome === 'intended') return null
  return <span className={outcome === 'unknown' ? 'text-warning' : 'text-error'}> · {ENDINGS[outcome]}</span>
}

/** Where the record itself, and AWS's own of it, are found again. */
function Trace({ record }: { record: Activity }) {
  return (
    <p className="text-xs break-words text-text-2">
      Record {record.id}
      {record.author !== record.actorName && ' · the portal found out later how it ended'}
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
  const registry = `in ${findAccount(accounts, account)?.name ?? account}, ${region}`
  if (!repository) return ` ${registry}`
  return (
    <>
      {` ${JOINS[record.action] ?? ''} `}
      <TextLink
        className="font-mono wrap-anywhere"
        href={paths.repository({ account, region, name: repository })}
      >
        <RepositoryName name={repository} />
      </TextLink>{' '}
      {registry}
    </>
  )
}

function Texts({ record }: { record: Activity }) {
  // What a check found is on the page Accounts.
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
