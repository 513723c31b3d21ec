import { unknownWords } from '@/components/repositories/search-words'
import { plural } from '@/lib/text/plural'
import type { Outcome } from './use-answer'

const FAILURES = {
  'signed-out': 'You’re signed out, so nothing was searched.',
  unanswered: 'The search didn’t respond.',
}

const KEYS = [
  ['↑ ↓', 'choose'],
  ['Enter', 'open'],
  ['Ctrl Enter', 'new tab'],
] as const

type StateProps = { q: string; last: Outcome | undefined }

/** Says that nothing matches, or why there was no search. */
export function Sentence({ q, last }: StateProps) {
  return (
    <p role="status" className="line-clamp-3 shrink-0 px-4 text-base font-medium break-words not-empty:pt-3">
      {sentenceOf(q, last)}
    </p>
  )
}

function sentenceOf(q: string, last: Outcome | undefined): string | undefined {
  if (!last || last.q !== q) return undefined
  if ('failure' in last) return FAILURES[last.failure]
  if (last.answer.unknown.length > 0) return unknownWords(last.answer.unknown)
  return last.answer.repositories === 0 ? `No repository matches “${q}”` : undefined
}

/** The state of the search, and the list's keys. */
export function StateBar({ q, last, slow }: StateProps & { slow: boolean }) {
  return (
    <div className="flex min-h-8 shrink-0 items-center justify-between gap-4 border-t border-hairline px-4 text-xs text-text-2">
      <p role="status">{slow ? 'Searching…' : wordsOf(q, last)}</p>
      <p aria-hidden="true" className="hidden gap-4 md:flex">
        {KEYS.map(([key, does]) => (
          <span key={key} className="flex gap-1.5">
            <kbd>{key}</kbd>
            {does}
          </span>
        ))}
      </p>
    </div>
  )
}

function wordsOf(q: string, last: Outcome | undefined): string | undefined {
  if (q === '') return 'You can also paste an image URI, an ARN or a console link'
  if (!last || last.q !== q || 'failure' in last || last.answer.repositories === 0) return undefined
  return plural(last.answer.repositories, 'repository', 'repositories')
}
