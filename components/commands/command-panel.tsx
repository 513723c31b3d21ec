'use client'

import { useState } from 'react'
import { repositoryFacts } from '@/components/access/prefill'
import { Segments } from '@/components/ui/segments'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import { type CommandStep, credentialHelper, pullSteps, pushSteps } from '@/lib/repositories/commands'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { Steps } from './steps'
import { PREFERENCE_COOKIE, type Preference } from './style'

const YEAR_MS = 365 * 86_400_000

type PanelProps = { repository: RepositoryRef; preference: Preference }

/** The commands that pull from and push to one repository, in the reader's shell and client. */
export function CommandPanel({ repository, preference }: PanelProps) {
  const [{ shell, client }, setPreference] = useState(preference)

  function prefer(changes: Partial<Preference>) {
    const next = { shell, client, ...changes }
    setPreference(next)
    void cookieStore.set({
      name: PREFERENCE_COOKIE,
      value: `${next.shell}.${next.client}`,
      path: '/',
      sameSite: 'lax',
      expires: Date.now() + YEAR_MS,
    })
  }

  const program = client === 'podman' ? 'podman' : 'docker'
  const style = { shell, client: program } as const
  const withHelper = client === 'helper'
  const needed = ({ id }: CommandStep) => !(withHelper && id === 'log-in')
  const pull = pullSteps(repository, {}, style).filter(needed)
  const push = pushSteps(repository, {}, style).filter(needed)
  return (
    <section aria-labelledby="commands" className="mb-8 grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="commands" className="text-base font-semibold">
          Pull and push
        </h2>
        <div className="flex flex-wrap gap-2">
          <Segments
            label="Shell"
            value={shell}
            options={[
              ['posix', 'macOS / Linux'],
              ['powershell', 'PowerShell'],
            ]}
            onChange={(chosen) => prefer({ shell: chosen })}
          />
          <Segments
            label="Client"
            value={client}
            options={[
              ['docker', 'docker'],
              ['podman', 'podman'],
              ['helper', 'credential helper'],
            ]}
            onChange={(chosen) => prefer({ client: chosen })}
          />
        </div>
      </div>
      {withHelper && <HelperSetting repository={repository} />}
      <div className="grid gap-3 lg:grid-cols-2">
        <Steps title="Pull" steps={pull} />
        <Steps title="Push" steps={push} />
      </div>
      <p className="text-xs text-text-2">
        Denied? <TextLink href={paths.access(repositoryFacts(repository))}>Request access</TextLink>, with
        what it said.
      </p>
    </section>
  )
}

function HelperSetting({ repository }: { repository: RepositoryRef }) {
  const { file, content, notes } = credentialHelper(repository, 'docker')
  return (
    <div className="grid gap-2">
      <Steps title={file} steps={[{ id: 'helper-setting', title: 'Setting', command: content.trimEnd() }]} />
      <ul className="list-disc pl-5 text-xs text-text-2">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  )
}
