import { useMemo } from 'react'
import { Cell, Head, HeadCell, Row, Table } from '@/components/ui/table'
import type { Question } from '@/lib/policy/ask/question'
import { type PolicyContext, type WhoCanRow, whoCan } from '@/lib/policy/ask/who-can'
import type { PolicyDocument } from '@/lib/policy/document'
import { identityOf } from '@/lib/policy/typed-principals'
import { VerdictMark } from './verdict-mark'

type WhoProps = {
  document: PolicyDocument | undefined
  /** The policy with the open draft applied. */
  draft: { document: PolicyDocument | undefined } | undefined
  context: PolicyContext
  ask: (question: Question) => void
}

/** Who can pull and who can push: the owner, every principal of the policy, and everyone else. */
export function WhoCan({ document, draft, context, ask }: WhoProps) {
  const { owner, accounts, registry } = context
  const after = draft?.document
  const hasDraft = draft !== undefined
  // Proved anew for every letter that is typed, but not for everything else that is drawn again.
  const rows = useMemo(
    () => whoCan(document, { owner, accounts, registry }, hasDraft ? { document: after } : undefined),
    [document, owner, accounts, registry, hasDraft, after],
  )
  return (
    <section aria-labelledby="who-can" className="grid gap-2">
      <h2 id="who-can" className="text-base font-semibold">
        Who can pull, who can push?
      </h2>
      {draft && <p className="text-text-2">With your change. Differences are marked.</p>}
      <Table label="Who can pull, who can push?">
        <Head>
          <HeadCell>Account, role or service</HeadCell>
          <HeadCell>Pull</HeadCell>
          <HeadCell>Push</HeadCell>
        </Head>
        <tbody>
          {rows.map((row) => (
            <Row key={identityOf(row.subject)}>
              <th scope="row" className="px-4 py-1.5 text-left align-top font-normal wrap-anywhere">
                {row.title} <span className="text-text-2">{row.detail}</span>
                {row.also && <span className="block text-xs text-text-2">can also {row.also}</span>}
                {row.examples.map((example) => (
                  <span key={example} className="block text-xs text-text-2">
                    {example}
                  </span>
                ))}
              </th>
              <VerdictCell row={row} may="pull" ask={ask} />
              <VerdictCell row={row} may="push" ask={ask} />
            </Row>
          ))}
        </tbody>
      </Table>
      <p className="text-xs text-text-2">
        This covers the repository’s side only. Other accounts must also allow it in their own IAM policies;
        organisation-wide policies are not visible here.
      </p>
    </section>
  )
}

type CellProps = {
  row: WhoCanRow
  may: 'pull' | 'push'
  ask: (question: Question) => void
}

/** The answer in a word; click for the reasons. */
function VerdictCell({ row, may, ask }: CellProps) {
  const { tone, text, by, was } = row[may]
  return (
    <Cell>
      <button
        type="button"
        title="Why?"
        aria-label={`${text}: why for ${row.title}, ${may}?`}
        className="flex min-h-6 items-start gap-1.5 text-left hover:underline"
        onClick={() => ask({ who: identityOf(row.subject), may })}
      >
        <VerdictMark tone={tone} />
        {text}
      </button>
      {by && (
        <span className="block text-xs text-text-2">{by.replaceAll('statement ', 'statement\u00a0')}</span>
      )}
      {was !== undefined && <span className="block text-xs text-text-2">now: {was}</span>}
    </Cell>
  )
}
