import { AccountName } from '@/components/repositories/account-name'
import { Button } from '@/components/ui/button'
import { Cell, Head, HeadCell, Row, Table } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { type Account, findAccount } from '@/lib/accounts/model'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import { type Checked, type Finding, stateOf } from '@/lib/accounts/roles/check'
import type { CheckedRegistry } from './use-checks'

const COLUMNS: readonly (readonly [Checked, string])[] = [
  ['sign-in', 'Sign in'],
  ['read', 'Read'],
  ['registry', 'Registry policy'],
  ['create', 'Create'],
  ['permissions', 'Permissions'],
  ['settings', 'Settings'],
]

type TableProps = {
  rows: readonly CheckedRegistry[]
  accounts: readonly Account[]
  now: number
  busy: boolean
  check: (registries: readonly Registry[]) => void
}

/** One row per registry: what the portal may do there, and how old that answer is. */
export function CheckTable({ rows, accounts, now, busy, check }: TableProps) {
  return (
    <Table label="The portal’s permissions">
      <Head>
        <HeadCell>Account</HeadCell>
        <HeadCell>Region</HeadCell>
        {COLUMNS.map(([checked, name]) => (
          <HeadCell key={checked}>{name}</HeadCell>
        ))}
        <HeadCell>Checked</HeadCell>
        <HeadCell>
          <span className="sr-only">Check</span>
        </HeadCell>
      </Head>
      <tbody>
        {rows.map((row) => {
          const { account: id, region } = row.registry
          const account = findAccount(accounts, id)
          return (
            <Row key={registryKey(row.registry)}>
              <Cell className="whitespace-nowrap">
                <AccountName account={account} id={id} />
                {account?.active === false && <span className="text-text-2"> · not active</span>}
              </Cell>
              <Cell className="whitespace-nowrap">{region}</Cell>
              {COLUMNS.map(([checked]) => (
                <Cell key={checked} className="whitespace-nowrap">
                  {row.check ? <State state={stateOf(row.check.findings, checked)} /> : <Never />}
                </Cell>
              ))}
              <Cell className="whitespace-nowrap text-text-2">
                <Checkedness row={row} now={now} />
              </Cell>
              <Cell className="text-right">
                <Button
                  small
                  disabled={busy}
                  onClick={() => check([row.registry])}
                  aria-label={`Check ${account?.name ?? id}, ${region}`}
                >
                  Check
                </Button>
              </Cell>
            </Row>
          )
        })}
      </tbody>
    </Table>
  )
}

function Checkedness({ row: { check, checking, problem }, now }: { row: CheckedRegistry; now: number }) {
  if (checking) return 'checking…'
  if (problem) return <span className="block max-w-60 text-error whitespace-normal">{problem}</span>
  if (!check) return 'never'
  // A result that has just arrived is newer than the page.
  return (
    <>
      <Time at={check.at} now={Math.max(now, check.at)} /> by {check.by}
    </>
  )
}

const STATES: Record<Finding['state'] | 'unasked', readonly [mark: string, words: string, look: string]> = {
  allowed: ['✓', 'yes', 'text-ok'],
  denied: ['✗', 'missing', 'font-medium text-error'],
  unclear: ['?', 'unclear', 'text-warning'],
  unasked: ['', 'not tested', 'text-text-2'],
}

function State({ state }: { state: keyof typeof STATES }) {
  const [mark, words, look] = STATES[state]
  return (
    <span className={look}>
      {mark && (
        <span aria-hidden="true" className="inline-block w-4">
          {mark}
        </span>
      )}
      {words}
    </span>
  )
}

function Never() {
  return (
    <span className="text-text-2">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not checked</span>
    </span>
  )
}
