'use client'

import { useState } from 'react'
import { Steps } from '@/components/commands/steps'
import type { Preference } from '@/components/commands/style'
import { Segments } from '@/components/ui/segments'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import { type CommandStep, pullSteps, pushSteps } from '@/lib/repositories/commands'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { Shell } from '@/lib/repositories/shell'
import { CallerIdentity } from './caller-identity'

type StepsProps = { repository: RepositoryRef; preference: Preference; sandboxEndpoint: string | undefined }

/** The short guide, step by step, with the reader's own values in every command. */
export function GuideSteps({ repository, preference, sandboxEndpoint }: StepsProps) {
  const [shell, setShell] = useState<Shell>(preference.shell)
  const client = preference.client === 'podman' ? 'podman' : 'docker'
  const style = { shell, client } as const
  return (
    <div className="mt-6 grid gap-8">
      <div>
        <Segments
          label="Shell"
          value={shell}
          options={[
            ['posix', 'macOS / Linux'],
            ['powershell', 'PowerShell'],
          ]}
          onChange={setShell}
        />
      </div>
      <Part number={1} title="Set your AWS credentials">
        <p>Insert your own keys, or choose a profile. The portal never asks for them.</p>
        <Steps title="Credentials" steps={credentialSteps(shell, repository.region, sandboxEndpoint)} />
      </Part>
      <Part number={2} title="Who am I, and what is my account ID?">
        <Steps
          title="Ask AWS"
          steps={[{ id: 'caller', title: 'Who am I', command: 'aws sts get-caller-identity' }]}
        />
        <CallerIdentity />
      </Part>
      <Part number={3} title="Create the repository, if it doesn’t exist">
        <p>
          The name is usually your organisation, a slash, and what you’re building.{' '}
          <TextLink
            href={paths.newRepository({
              name: repository.name,
              account: repository.account,
              region: repository.region,
            })}
          >
            Create {repository.name} here
          </TextLink>
          , or use the command:
        </p>
        <Steps
          title="Create"
          steps={[
            {
              id: 'create',
              title: 'Create',
              command: `aws ecr create-repository --repository-name ${repository.name} --region ${repository.region}`,
            },
          ]}
        />
      </Part>
      <Part number={4} title="Pull">
        <p>
          Log in to each registry once; the login lasts 12 hours. The AWS CLI no longer has the old{' '}
          <code>aws ecr get-login</code> command.
        </p>
        <Steps title="Log in and pull" steps={pullSteps(repository, {}, style)} />
      </Part>
      <Part number={5} title="Build and push">
        <p>A repository has the same name in every account. Only the account ID before it changes.</p>
        <Steps title="Log in, build, tag and push" steps={pushSteps(repository, {}, style)} />
      </Part>
    </div>
  )
}

function Part({ number, title, children }: { number: number; title: string; children: React.ReactNode }) {
  const id = `part-${number}`
  return (
    <section aria-labelledby={id} className="grid gap-2">
      <h2 id={id} className="text-base font-semibold">
        {number}. {title}
      </h2>
      {children}
    </section>
  )
}

function credentialSteps(shell: Shell, region: string, endpoint: string | undefined): CommandStep[] {
  const set = (name: string, value: string) =>
    shell === 'posix' ? `export ${name}=${value}` : `$Env:${name} = "${value}"`
  const lines = [
    set('AWS_ACCESS_KEY_ID', 'YOUR_ACCESS_KEY_ID'),
    set('AWS_SECRET_ACCESS_KEY', 'YOUR_SECRET_ACCESS_KEY'),
    set('AWS_DEFAULT_REGION', region),
    ...(endpoint ? [set('AWS_ENDPOINT_URL', endpoint)] : []),
  ]
  return [{ id: 'credentials', title: 'Environment', command: lines.join('\n') }]
}
