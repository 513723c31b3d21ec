'use client'

import { useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { Segments } from '@/components/ui/segments'
import type { PolicyDocument } from '@/lib/policy/document'
import { policyCdk, policyCommand, policyTerraform } from '@/lib/policy/export/policy-export'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { visibleJson } from '@/lib/text/quoted'

type Form = 'posix' | 'powershell' | 'terraform' | 'cdk'

const NAMES: Record<Form, string> = {
  posix: 'AWS CLI',
  powershell: 'CLI in PowerShell',
  terraform: 'Terraform',
  cdk: 'CDK',
}
const COMMANDS = ['posix', 'powershell'] as const
const FORMS = [...COMMANDS, 'terraform', 'cdk'] as const

type ExportProps = {
  title: string
  /** Undefined for none: then the command deletes the policy, and there is no code. */
  document: PolicyDocument | undefined
  repository: RepositoryRef
}

/** The same policy for people who manage theirs elsewhere: as a command or as code. */
export function PolicyExport({ title, document, repository }: ExportProps) {
  const [chosen, setForm] = useState<Form>('posix')
  const forms: readonly Form[] = document ? FORMS : COMMANDS
  const form = forms.includes(chosen) ? chosen : 'posix'
  // An escape means the same in all of them, and is visible.
  const text = visibleJson(textOf(form, document, repository))
  return (
    <details className="min-w-0">
      <summary className="w-fit text-link">{title}</summary>
      <div className="mt-2 grid gap-2">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Segments
            label="Format"
            value={form}
            options={forms.map((each) => [each, NAMES[each]] as const)}
            onChange={setForm}
          />
          <CopyButton text={text} label={`the policy for ${NAMES[form]}`} />
        </div>
        <pre className="rounded-control bg-raised p-3 text-xs whitespace-pre-wrap break-all">{text}</pre>
      </div>
    </details>
  )
}

function textOf(form: Form, document: PolicyDocument | undefined, repository: RepositoryRef): string {
  if (document && form === 'terraform') return policyTerraform(document, repository)
  if (document && form === 'cdk') return policyCdk(document, repository)
  return policyCommand(document, repository, { shell: form === 'powershell' ? 'powershell' : 'posix' })
}
