import { Cell, Head, HeadCell, Row, Table } from '@/components/ui/table'
import type { PolicyDocument } from '@/lib/policy/document'
import type { KnownAccounts } from '@/lib/policy/known-accounts'
import { identityOf } from '@/lib/policy/typed-principals'
import type { VerdictCell } from '@/lib/policy/verdict-words'
import { whoCan } from '@/lib/policy/who-can'

type WhoProps = { document: PolicyDocument | undefined; owner: string; accounts: KnownAccounts }

const TONES: Record<VerdictCell['tone'], string> = {
  yes: 'font-medium text-ok',
  no: 'text-text-2',
  depends: 'font-medium text-warning',
}

/** Who can pull and who can push, for the owner, everybody whom the policy names, and everybody else. */
export function WhoCan({ document, owner, accounts }: WhoProps) {
  return (
    <section aria-labelledby="who-can" className="grid gap-2 lg:sticky lg:top-16">
      <h2 id="who-can" className="text-base font-semibold">
        Who can pull, who can push?
      </h2>
      <Table label="Who can pull, who can push?">
        <Head>
          <HeadCell>Account, role or service</HeadCell>
          <HeadCell>Pull</HeadCell>
          <HeadCell>Push</HeadCell>
        </Head>
        <tbody>
          {whoCan(document, { owner, accounts }).map((row) => (
            <Row key={identityOf(row.subject)}>
              <Cell className="wrap-anywhere">
                {row.title} <span className="text-text-2">{row.detail}</span>
                {row.also && <span className="block text-xs text-text-2">may also {row.also}</span>}
              </Cell>
              <Cell className={TONES[row.pull.tone]}>{row.pull.text}</Cell>
              <Cell className={TONES[row.push.tone]}>{row.push.text}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      <p className="text-xs text-text-2">
        On the repository’s side. Another account must allow the same in its own IAM policies; the
        organisation’s policies are not seen here.
      </p>
    </section>
  )
}
