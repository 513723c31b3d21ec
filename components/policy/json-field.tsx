'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { PolicyProblem } from '@/lib/policy/document'
import { repairPolicy } from '@/lib/policy/repair'

type FieldProps = { text: string; problems: readonly PolicyProblem[]; onChange: (text: string) => void }

/** The same document as text. What was pasted in another form is repaired step by step, and only when asked to. */
export function JsonField({ text, problems, onChange }: FieldProps) {
  const [steps, setSteps] = useState<readonly string[]>([])
  // Also what reads as JSON may be no policy yet: an answer of the AWS CLI, a template, a single statement.
  const repaired = text.trim() === '' ? undefined : repairPolicy(text)
  const fixed = repaired && 'text' in repaired && repaired.steps.length > 0 ? repaired : undefined
  return (
    <div className="grid gap-3">
      <TextArea
        id="json"
        label="Policy"
        value={text}
        rows={18}
        autoFocus
        spellCheck={false}
        className="font-mono text-xs leading-5"
        onChange={(event) => {
          setSteps([])
          onChange(event.target.value)
        }}
        error={
          problems[0] && text.trim() !== '' && !fixed
            ? `Line ${problems[0].line}, column ${problems[0].column}: ${problems[0].message}`
            : undefined
        }
        help="Paste what you have: also in quotes, from the AWS CLI, or a single statement. Empty removes the policy."
      />
      {fixed && (
        <Notice tone="info" title="This is not yet a policy, but it can be made into one" live>
          <ul className="list-disc pl-5">
            {fixed.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
          <p>
            <Button
              small
              look="primary"
              onClick={() => {
                setSteps(fixed.steps)
                onChange(fixed.text)
              }}
            >
              Use the repaired policy
            </Button>
          </p>
        </Notice>
      )}
      {steps.length > 0 && (
        <Notice tone="ok" title="Repaired" live>
          <ul className="list-disc pl-5">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
