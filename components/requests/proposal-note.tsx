import { PolicyDiffView } from '@/components/policy/policy-diff'
import { Button } from '@/components/ui/button'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { parseStatement, storedPolicy } from '@/lib/policy/document'
import { readStatement } from '@/lib/policy/statement'
import { statementSentence } from '@/lib/policy/words/sentences'
import type { Proposal } from '@/lib/requests/model'

type NoteProps = { proposal: Proposal; owner: string; accounts: KnownAccounts; leaveOut: () => void }

/** The attached proposal, so that nobody requests something they haven't seen. */
export function ProposalNote({ proposal, owner, accounts, leaveOut }: NoteProps) {
  return (
    <section aria-label="Proposal" className="grid gap-1.5">
      <p>
        <span className="font-medium">Proposed for the repository’s policy:</span>{' '}
        {proposal.kind === 'statement'
          ? statementWords(proposal.statement, accounts)
          : 'the change you made.'}{' '}
        <Button small onClick={leaveOut}>
          Leave out
        </Button>
      </p>
      {proposal.kind === 'policy' && (
        <PolicyDiffView
          label="Proposed change"
          before={storedPolicy(proposal.base)}
          after={storedPolicy(proposal.draft)}
          context={{ owner, accounts }}
        />
      )}
    </section>
  )
}

function statementWords(text: string, accounts: KnownAccounts): string {
  const reading = parseStatement(text)
  return reading.ok ? statementSentence(readStatement(reading.statement, 0), accounts) : text
}
