import { Button } from '@/components/ui/button'
import type { Finding, Fix, Severity } from '@/lib/policy/lint/finding'

const LOOKS: Record<Severity, { word: string; className: string }> = {
  error: { word: 'AWS would reject', className: 'text-error' },
  security: { word: 'Security', className: 'text-warning' },
  warning: { word: 'Warning', className: 'text-warning' },
  suggestion: { word: 'Suggestion', className: 'text-text-2' },
}

/** Findings, with a button for each one that can be fixed. */
export function FindingList({ findings, fix }: { findings: readonly Finding[]; fix?: (fix: Fix) => void }) {
  if (findings.length === 0) return null
  return (
    <section aria-label="Findings" className="grid gap-1">
      <h3 className="font-medium">Warnings</h3>
      <ul className="grid gap-1.5">
        {findings.map((finding) => (
          <li key={JSON.stringify([finding.code, finding.path, finding.about])} className="break-words">
            <strong className={`font-medium ${LOOKS[finding.severity].className}`}>
              {LOOKS[finding.severity].word}:
            </strong>{' '}
            {finding.message} {fix && finding.fix && <FixButton offered={finding.fix} fix={fix} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function FixButton({ offered, fix }: { offered: Fix; fix: (fix: Fix) => void }) {
  return (
    <Button small onClick={() => fix(offered)}>
      {offered.title}
    </Button>
  )
}
