import { Button } from '@/components/ui/button'
import { parseStatement } from '@/lib/policy/document'
import type { KnownAccounts } from '@/lib/policy/known-accounts'
import { statementSentence } from '@/lib/policy/sentences'
import { readStatement } from '@/lib/policy/statement'
import type { Proposal } from '@/lib/requests/model'

type NoteProps = { proposal: Proposal; accounts: KnownAccounts; leaveOut: () => void }

/** What goes along with the request, in words, so that nobody asks for what they have not seen. */
export function ProposalNote({ proposal, accounts, leaveOut }: NoteProps) {
  const words = wordsOf(proposal, accounts)
  return (
    <p>
      <span className="font-medium">Proposed for the repository’s policy:</span> {words}{' '}
      <Button small onClick={leaveOut}>
        Leave out
      </Button>
    </p>
  )
}

function wordsOf(proposal: Proposal, accounts: KnownAccounts): string {
  if (proposal.kind === 'policy') return 'the policy as you edited it.'
  const reading = parseStatement(proposal.statement)
  return reading.ok ? statementSentence(readStatement(reading.statement, 0), accounts) : proposal.statement
}
