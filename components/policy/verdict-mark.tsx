import type { VerdictCell } from '@/lib/policy/words/verdict-words'

const COLOURS: Record<VerdictCell['tone'], string> = {
  yes: 'text-ok',
  no: 'text-text-2',
  depends: 'text-warning',
  unknown: 'text-warning',
}

/**
 * A full disc for yes, half a disc for “it depends”, a ring for no, a broken ring for what isn’t known: the shape says the
 * same as the colour.
 */
export function VerdictMark({ tone }: { tone: VerdictCell['tone'] }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className={`mt-1 size-3 shrink-0 ${COLOURS[tone]}`}>
      <circle
        cx="6"
        cy="6"
        r="5"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray={tone === 'unknown' ? '2 2' : undefined}
        fill={tone === 'yes' ? 'currentColor' : 'none'}
      />
      {tone === 'depends' && <path d="M6 1a5 5 0 0 1 0 10z" fill="currentColor" />}
    </svg>
  )
}
