import type { Verdict } from '@/lib/requests/verdict/verdict'

const TONES: Record<Verdict['tone'], string> = {
  info: 'border-accent',
  ok: 'border-ok',
  warning: 'border-warning',
  error: 'border-error',
}

/** What the policy says about the call now, with a quiet tone for an expected answer; and what the portal can't see. */
export function VerdictNotice({ verdict }: { verdict: Verdict }) {
  const { tone, title, sentences, cannotSee } = verdict
  return (
    <section
      aria-label="Current verdict"
      className={`grid gap-0.5 border-l-[3px] pl-3.5 wrap-anywhere ${TONES[tone]}`}
    >
      <p className="text-xs text-text-2">Current verdict</p>
      <p className="text-base font-semibold">{title}</p>
      <p>{sentences.join(' ')}</p>
      {cannotSee.length > 0 && (
        <p className="text-xs text-text-2">The portal can’t see {cannotSee.join(' or ')}.</p>
      )}
    </section>
  )
}
