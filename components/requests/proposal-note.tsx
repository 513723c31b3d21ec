import { Button } from '@/components/ui/button'
import { parseStatement } from '@/lib/policy/document'
import type { KnownAccounts } from '@/lib/policy/known-accounts'
import { statementSentence } from '@/lib/policy/sentences'
import { readStatement } from '@/lib/policy/statement'

type NoteProps = { proposal: string; accounts: KnownAccounts; leaveOut: () => void }

/** The statement that goes along with the request, in words, so that nobody asks for what they have not seen. */
export function ProposalNote({ proposal, accounts, leaveOut }: NoteProps) {
  const reading = parseStatement(proposal)
  if (!reading.ok) return null
  return (
    <p>
      <span className="font-medium">Proposed for the repository’s policy:</span>{' '}
      {statementSentence(readStatement(reading.statement, 0), accounts)}{' '}
      <Button small onClick={leaveOut}>
        Leave out
      </Button>
    </p>
  )
}
