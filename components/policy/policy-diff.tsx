import type { PolicyContext } from '@/lib/policy/ask/who-can'
import { accessChanges } from '@/lib/policy/compare/access-change'
import {
  type DiffLine,
  diffPolicies,
  isEmptyDiff,
  type PolicyDiff,
  type PolicyDiffPart,
} from '@/lib/policy/compare/diff'
import type { PolicyDocument } from '@/lib/policy/document'
import { plural } from '@/lib/text/plural'

const LOOKS: Record<DiffLine['sign'], string> = { ' ': '', '+': 'bg-ok-soft', '-': 'bg-error-soft' }

type DiffProps = {
  before: PolicyDocument | undefined
  after: PolicyDocument | undefined
  /** Left out where access can’t be told from the policy alone. */
  context?: PolicyContext | undefined
  label?: string
  /** What to say if there is no difference. */
  nothing?: string | undefined
}

/** What changes: the access in words, then statement by statement, with unchanged statements counted in one line. */
export function PolicyDiffView(props: DiffProps) {
  const { before, after, context, label = 'Difference', nothing = 'Nothing yet.' } = props
  const diff = diffPolicies(before, after)
  if (isEmptyDiff(diff)) return <p className="text-text-2">{nothing}</p>
  return (
    <section aria-label={label} className="overflow-hidden rounded-card border border-hairline">
      {context && <Access before={before} after={after} context={context} />}
      <DiffLines diff={diff} />
    </section>
  )
}

function Access({
  before,
  after,
  context,
}: Required<Pick<DiffProps, 'before' | 'after'>> & { context: PolicyContext }) {
  const { summary, example } = accessChanges(before, after, context)
  return (
    <p className="border-b border-hairline bg-raised px-3.5 py-1.5 break-words">
      {summary} {example}
    </p>
  )
}

/** The difference itself, statement by statement. */
export function DiffLines({ diff }: { diff: PolicyDiff }) {
  return (
    <div className="overflow-x-auto py-1 font-mono text-xs leading-5">
      {diff.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a difference never move
        <PartView key={index} part={part} />
      ))}
    </div>
  )
}

function PartView({ part }: { part: PolicyDiffPart }) {
  if (part.kind === 'unchanged')
    return <p className="px-3.5 text-text-2">… {plural(part.count, 'statement')} unchanged …</p>
  return (
    <pre>
      {linesOf(part).map(({ sign, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines may be alike in everything but their position
        <div key={index} className={`px-3.5 ${LOOKS[sign]}`}>
          {sign} {text}
        </div>
      ))}
    </pre>
  )
}

function linesOf(part: Exclude<PolicyDiffPart, { kind: 'unchanged' }>): readonly DiffLine[] {
  if (part.kind === 'outside' || part.kind === 'changed') return part.lines
  const sign = part.kind === 'added' ? '+' : '-'
  return part.lines.map((text) => ({ sign, text }))
}
