import { useState } from 'react'
import { SelectField, TextField } from '@/components/ui/field'
import { REPOSITORY_ACTIONS_BY_LEVEL, shortAction } from '@/lib/policy/actions'
import { type Question, questionWords, readAsked } from '@/lib/policy/ask/question'
import { subjectsOf } from '@/lib/policy/ask/subjects'
import type { PolicyContext } from '@/lib/policy/ask/who-can'
import type { PolicyDocument } from '@/lib/policy/document'
import type { StatementForm } from '@/lib/policy/form/form'
import { identityOf } from '@/lib/policy/typed-principals'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { AnswerView } from './answer-view'

type AskProps = {
  question: Question
  ask: (question: Question) => void
  repository: RepositoryRef
  document: PolicyDocument | undefined
  draft: { document: PolicyDocument | undefined } | undefined
  context: PolicyContext
  grant: ((form: StatementForm) => void) | undefined
  edit: ((index: number) => void) | undefined
}

/** “Can X do Y, and if not, why not?”, answered while it is typed. */
export function AskWhoCan(props: AskProps) {
  const { question, ask, context } = props
  const [left, setLeft] = useState(question.who !== '')
  const asked = readAsked(question.who, context.accounts)
  const problem = asked && 'problem' in asked && left ? asked : undefined
  return (
    <section aria-labelledby="ask" className="grid gap-3">
      <h2 id="ask" className="text-base font-semibold">
        Check someone’s access
      </h2>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,9rem)] items-start gap-2">
        <TextField
          id="who"
          label="Who"
          value={question.who}
          list="known-callers"
          placeholder="ccp-dev"
          maxLength={2048}
          onChange={(event) => {
            setLeft(false)
            ask({ ...question, who: event.target.value })
          }}
          onBlur={() => setLeft(true)}
          error={problem?.problem}
        />
        <SelectField
          id="may"
          label="Action"
          value={question.may}
          onChange={(event) => ask({ ...question, may: event.target.value })}
        >
          <option value="pull">pull</option>
          <option value="push">push</option>
          {Object.entries(REPOSITORY_ACTIONS_BY_LEVEL).map(([level, actions]) => (
            <optgroup key={level} label={level}>
              {actions.map((action) => (
                <option key={action} value={action}>
                  {shortAction(action)}
                </option>
              ))}
            </optgroup>
          ))}
        </SelectField>
      </div>
      <KnownCallers {...props} />
      {problem?.suggestion && (
        <SuggestionButton
          suggestion={problem.suggestion}
          take={() => ask({ ...question, who: problem.suggestion ?? '' })}
        />
      )}
      {!asked && (
        <p className="text-xs text-text-2">
          An account name or ID, the ARN of a role, user or session, a service, or “everyone”.
        </p>
      )}
      <div role="status" className="grid gap-3 empty:hidden">
        {asked && 'subject' in asked && (
          <AnswerView
            {...props}
            subject={asked.subject}
            may={question.may}
            title={questionWords(asked.subject, question.may, context.accounts)}
          />
        )}
      </div>
    </section>
  )
}

function SuggestionButton({ suggestion, take }: { suggestion: string; take: () => void }) {
  return (
    <button type="button" className="w-fit text-xs text-link underline underline-offset-2" onClick={take}>
      Ask about {suggestion}
    </button>
  )
}

/** The principals of the policy, and every known account. */
function KnownCallers({ document, draft, context }: Pick<AskProps, 'document' | 'draft' | 'context'>) {
  const named = subjectsOf([document, draft?.document], context).map(identityOf)
  const others = named.filter((text) => text !== '*' && !context.accounts.some(({ id }) => id === text))
  return (
    <datalist id="known-callers">
      {context.accounts.map(({ id, name }) => (
        <option key={id} value={name}>
          {id}
        </option>
      ))}
      {others.map((text) => (
        <option key={text} value={text} />
      ))}
      <option value="everyone" />
    </datalist>
  )
}
