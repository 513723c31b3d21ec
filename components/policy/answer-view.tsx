import { Button } from '@/components/ui/button'
import { accountName, type KnownAccounts } from '@/lib/accounts/account-names'
import { type Answer, answerTo } from '@/lib/policy/ask/answer'
import { callerPolicy } from '@/lib/policy/ask/caller-policy'
import { questionActions } from '@/lib/policy/ask/question'
import type { PolicyContext } from '@/lib/policy/ask/who-can'
import type { PolicyDocument } from '@/lib/policy/document'
import type { StatementForm } from '@/lib/policy/form/form'
import type { Principal } from '@/lib/policy/principals'
import { readStatement } from '@/lib/policy/statement'
import { statementName, verdictCell } from '@/lib/policy/words/verdict-words'
import { type RepositoryRef, repositoryArn } from '@/lib/repositories/reference'
import { CallerPolicy } from './caller-policy'
import { VerdictMark } from './verdict-mark'

type ViewProps = {
  title: string
  subject: Principal
  may: string
  repository: RepositoryRef
  document: PolicyDocument | undefined
  draft: { document: PolicyDocument | undefined } | undefined
  context: PolicyContext
  grant: ((form: StatementForm) => void) | undefined
  edit: ((index: number) => void) | undefined
}

/** The answer for the current policy, and for an open draft if it differs. */
export function AnswerView(props: ViewProps) {
  const { title, subject, may, repository, document, draft, context, grant, edit } = props
  const { now, changed } = answerTo(document, subject, may, context, draft)
  return (
    <>
      <h3 className="font-medium break-words">{title}</h3>
      <Sentences answer={now} accounts={context.accounts} label={draft ? 'Now' : undefined} />
      {changed && <Sentences answer={changed} accounts={context.accounts} label="With your change" />}
      {draft && !changed && <p className="text-text-2">Your change doesn’t affect this answer.</p>}
      {now.verdict.missing.length > 0 && (
        <p className="flex flex-wrap gap-2 empty:hidden">
          {grant && now.grant && (
            <Button small onClick={() => now.grant && grant(now.grant)}>
              Grant this
            </Button>
          )}
          {edit &&
            now.denying.map((index) => (
              <Button key={index} small onClick={() => edit(index)}>
                Look at {statementName(readStatement(document?.statements[index] ?? null, index), index)}
              </Button>
            ))}
        </p>
      )}
      {now.verdict.needsIdentityPolicy && (
        <OtherSide subject={subject} may={may} repository={repository} accounts={context.accounts} />
      )}
    </>
  )
}

function Sentences(props: { answer: Answer; accounts: KnownAccounts; label: string | undefined }) {
  const { verdict, sentences } = props.answer
  const [verdictSentence, ...others] = sentences
  return (
    <div className="grid gap-1">
      {props.label && <h4 className="text-xs text-text-2">{props.label}</h4>}
      <p className="flex items-start gap-1.5 text-base wrap-anywhere">
        <VerdictMark tone={verdictCell(verdict, props.accounts).tone} />
        {verdictSentence}
      </p>
      <p className="text-text-2">{others.join(' ')}</p>
    </div>
  )
}

type SideProps = { subject: Principal; may: string; repository: RepositoryRef; accounts: KnownAccounts }

/** What the caller’s own account has to allow, ready to pass on. */
function OtherSide({ subject, may, repository, accounts }: SideProps) {
  const policy = callerPolicy(questionActions(may), repositoryArn(repository))
  const account =
    'account' in subject ? (accountName(subject.account, accounts) ?? subject.account) : 'their account'
  return <CallerPolicy account={account} policy={policy} title={`The IAM policy that ${account} needs`} />
}
