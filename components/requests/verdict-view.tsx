import { Steps } from '@/components/commands/steps'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { Explanation } from '@/lib/requests/explain-denial'

/** What the error means, what has to change, and what the portal cannot see. */
export function VerdictView({ explanation }: { explanation: Explanation }) {
  const { verdict, secretsRemoved, cut, repository } = explanation
  return (
    <section aria-label="Verdict" className="grid gap-3">
      <Notice tone={verdict.tone} title={verdict.title}>
        {verdict.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
      {verdict.steps.length > 0 && <Steps title="What to run" steps={verdict.steps} />}
      {repository && (
        <p>
          <TextLink href={paths.repository(repository, 'permissions')}>
            See the permissions of {repository.name}
          </TextLink>
        </p>
      )}
      {verdict.cannotSee.length > 0 && (
        <p className="text-text-2">The portal cannot see {verdict.cannotSee.join(' or ')}.</p>
      )}
      {cut && (
        <p className="text-warning">
          The text was longer than 65,536 characters; only its beginning was read and is kept.
        </p>
      )}
      {secretsRemoved > 0 && (
        <p className="text-warning">
          {secretsRemoved === 1 ? 'A secret was' : `${secretsRemoved} secrets were`} removed from the text. If
          it was shown to others, replace it.
        </p>
      )}
    </section>
  )
}
