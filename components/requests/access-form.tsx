'use client'

import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { AccessParameters } from '@/lib/requests/access-parameters'
import { needsCaller } from '@/lib/requests/caller-needed'
import type { OpenDuplicate } from '@/lib/requests/open-duplicates'
import { DuplicatesNotice } from './duplicates-notice'
import { ErrorField } from './error-field'
import { type AccountChoice, FactFields } from './fact-fields'
import { ProposalNote } from './proposal-note'
import { ShareLink } from './share-link'
import { type AccessActions, useAccessForm } from './use-access-form'
import { VerdictView } from './verdict-view'

type FormProps = {
  accounts: readonly AccountChoice[]
  parameters: AccessParameters
  /** Open requests for what is in the address. */
  duplicates: OpenDuplicate[]
  to: string
  /** The portal's own origin, for links to share. */
  baseUrl: string
  now: number
  actions: AccessActions
}

/** Paste the error and read the verdict; the fields are filled from it, and only one sentence is left to write. */
export function AccessForm({ accounts, parameters, to, baseUrl, now, actions, ...props }: FormProps) {
  const form = useAccessForm(parameters, props.duplicates, actions)
  const { draft, proposal, duplicates, explanation, problem, reading, sending, change } = form
  const errors = problem?.fields ?? {}
  // A request for a change has no error to paste: only the sentence is left.
  const isChange = !needsCaller({ action: parameters.action, error: '' })
  const isPointless = explanation?.requestHelps === false
  const allTheSame = isPointless || duplicates.length > 0
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        form.send()
      }}
      noValidate
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
      }}
      className="grid grid-cols-1 items-start gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)] lg:grid-rows-[auto_1fr]"
    >
      <div className="grid gap-5">
        <ErrorSummary attempt={form.attempt} message={problem?.message} fields={errors} />
        <ErrorField
          text={draft.error}
          isChange={isChange}
          error={errors.error}
          type={form.typeError}
          read={form.readError}
        />
      </div>
      <div aria-live="polite" className="grid gap-4 empty:hidden lg:row-span-2">
        {reading && <p className="text-text-2">Reading…</p>}
        {explanation ? (
          <VerdictView explanation={explanation} accounts={accounts} />
        ) : (
          !reading && <WhatHappens isChange={isChange} />
        )}
      </div>
      <div className="grid gap-5">
        <FactFields
          facts={draft}
          accounts={accounts}
          errors={errors}
          callerNeeded={needsCaller(draft)}
          change={change}
        />
        {proposal && (
          <ProposalNote
            proposal={proposal}
            owner={draft.account}
            accounts={accounts}
            leaveOut={() => change({ proposal: null })}
          />
        )}
        <TextArea
          id="why"
          label="Why do you need it?"
          value={draft.why}
          autoFocus={isChange}
          rows={2}
          onChange={(event) => change({ why: event.target.value })}
          error={errors.why}
          help="One sentence, for example: the release job mirrors this image to eu-central-1."
        />
        <DuplicatesNotice duplicates={duplicates} heldBack={form.heldBack} now={now} />
        {isPointless && (
          <Notice tone="warning" title="A request won’t help here">
            <p>Operations can’t fix this error. See what will on the right.</p>
          </Notice>
        )}
        <div className="grid gap-2">
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" look={isPointless ? 'plain' : 'primary'} disabled={sending}>
              {sending ? 'Sending…' : `Request access${allTheSame ? ' anyway' : ''}`}
            </Button>
            <ShareLink base={baseUrl} form={{ ...draft, proposal }} />
          </div>
          <p className="text-text-2">
            Sends the request to the portal and shows you the e-mail to send to {to}.
          </p>
        </div>
      </div>
    </form>
  )
}

function WhatHappens({ isChange }: { isChange: boolean }) {
  return (
    <div className="max-lg:hidden">
      <Notice tone="info" title="How this works">
        <p>
          {isChange
            ? 'Infrastructure operations gets everything you see here and can make the change. Your sentence tells them why.'
            : 'The portal reads from the error who tried to do what on which repository, and checks it against the repository’s current policy. You see what has to change and who can change it.'}
        </p>
      </Notice>
    </div>
  )
}
