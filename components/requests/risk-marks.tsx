import { Badge } from '@/components/ui/badge'
import { RISK_LOOKS, type RiskLevel, type RiskMark } from '@/lib/requests/risk-marks'

const TONES = { high: 'error', medium: 'warning', low: 'plain' } as const satisfies Record<RiskLevel, string>

/** The marks of a request in a list. The account’s own badge already says production. */
export function RiskBadges({ marks }: { marks: readonly RiskMark[] }) {
  const kinds = [...new Set(marks.map(({ kind }) => kind))].filter((kind) => kind !== 'production')
  return (
    <span className="flex flex-wrap gap-1">
      {kinds.map((kind) => (
        <Badge key={kind} tone={TONES[RISK_LOOKS[kind].level]}>
          {RISK_LOOKS[kind].word}
        </Badge>
      ))}
    </span>
  )
}

/** The marks of a request, each explained. */
export function RiskSentences({ marks }: { marks: readonly RiskMark[] }) {
  if (marks.length === 0) return null
  return (
    <ul aria-label="Risks" className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 gap-y-1.5">
      {marks.map(({ kind, sentence }) => (
        <li key={sentence} className="col-span-2 grid grid-cols-subgrid items-baseline">
          <span>
            <Badge tone={TONES[RISK_LOOKS[kind].level]}>{RISK_LOOKS[kind].word}</Badge>
          </span>
          <span className="wrap-anywhere">{sentence}</span>
        </li>
      ))}
    </ul>
  )
}
