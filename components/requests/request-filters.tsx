import Form from 'next/form'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/control'
import { TextLink } from '@/components/ui/text-link'
import type { Account } from '@/lib/accounts/model'
import { paths } from '@/lib/paths'
import type { RequestState } from '@/lib/requests/request-state'
import { RISK_KINDS, RISK_LOOKS, type RiskKind } from '@/lib/requests/risk-marks'

type FiltersProps = {
  state: RequestState
  account: string | undefined
  risk: RiskKind | undefined
  accounts: readonly Account[]
}

/** Filters the list by account or by warning; the state stays as it is. */
export function RequestFilters({ state, account, risk, accounts }: FiltersProps) {
  return (
    <Form
      // Every address resets the selects, so that Back shows the current filters.
      key={`${account} ${risk}`}
      className="mb-4 flex flex-wrap items-center gap-2"
      action={paths.requests()}
      prefetch={false}
      autoComplete="off"
    >
      <input type="hidden" name="state" value={state} />
      <Select name="account" defaultValue={account ?? ''} aria-label="Account">
        <option value="">All accounts</option>
        {accounts.map(({ id, name }) => (
          <option key={id} value={id}>
            {name} {id}
          </option>
        ))}
      </Select>
      <Select name="risk" defaultValue={risk ?? ''} aria-label="Risk">
        <option value="">Any risk</option>
        {RISK_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {RISK_LOOKS[kind].word}
          </option>
        ))}
      </Select>
      <Button type="submit">Filter</Button>
      {(account || risk) && <TextLink href={paths.requests({ state })}>Clear</TextLink>}
    </Form>
  )
}
