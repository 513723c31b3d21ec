import { Steps } from '@/components/commands/steps'
import { CallerPolicy } from '@/components/policy/caller-policy'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { accountName, type KnownAccounts } from '@/lib/accounts/account-names'
import { paths } from '@/lib/paths'
import type { CallerSide } from '@/lib/requests/verdict/caller-side'
import type { Explanation } from '@/lib/requests/verdict/explain-denial'
import { wordList } from '@/lib/text/word-list'

/** What the error means, what has to change, and what the portal can't see. */
export function VerdictView({
  explanation,
  accounts,
}: {
  explanation: Explanation
  accounts: KnownAccounts
}) {
  const { verdict, secretsRemoved, shortened, repository, missing, callerSide, proposal } = explanation
  return (
    <section aria-label="Verdict" className="grid gap-3">
      <Notice tone={verdict.tone} title={verdict.title}>
        {verdict.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
      {proposal && (
        <p>
          <strong className="font-medium">Next:</strong> say why you need it and request access.
          Infrastructure operations can then add the proposed statement.
        </p>
      )}
      {missing && (
        <p>
          <TextLink href={paths.newRepository(missing)}>Create {missing.name} there</TextLink>
        </p>
      )}
      {callerSide && <TheirSide side={callerSide} accounts={accounts} />}
      {verdict.steps.length > 0 && <Steps title="Commands to run" steps={verdict.steps} />}
      {repository && (
        <p>
          <TextLink href={paths.repository(repository, 'permissions')}>
            See the permissions of {repository.name}
          </TextLink>
        </p>
      )}
      {verdict.cannotSee.length > 0 && (
        <p className="text-text-2">The portal can’t see {wordList(verdict.cannotSee, 'or')}.</p>
      )}
      {shortened && (
        <p className="text-warning">
          The text was longer than 65,536 characters, so only its beginning and end were read and kept.
        </p>
      )}
      {secretsRemoved > 0 && (
        <p className="text-warning">
          {secretsRemoved === 1 ? 'A secret was' : `${secretsRemoved} secrets were`} removed from the text. If
          other people have seen the text, replace what was removed.
        </p>
      )}
    </section>
  )
}

/** What to send to the admins of the caller's account; open when nothing else has to change. */
function TheirSide({ side, accounts }: { side: CallerSide; accounts: KnownAccounts }) {
  const account = side.account
    ? (accountName(side.account, accounts) ?? side.account)
    : 'the caller’s account'
  return (
    <CallerPolicy
      account={account}
      policy={side.policy}
      title={
        side.decides
          ? `For whoever manages ${account}: the IAM policy the caller needs`
          : `The IAM policy the caller also needs in ${account}`
      }
      open={side.decides}
    />
  )
}
