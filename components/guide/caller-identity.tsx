'use client'

import { useState } from 'react'
import { TextArea } from '@/components/ui/field'
import { parseCaller } from '@/lib/accounts/caller'

const KINDS = {
  account: 'an account',
  root: 'the root user',
  user: 'a user',
  role: 'a role',
  'assumed-role': 'a role session',
  'federated-user': 'a federated user',
}

/** Parses the output of get-caller-identity, in the browser only. */
export function CallerIdentity() {
  const [text, setText] = useState('')
  const caller = parseCaller(text)
  return (
    <div className="grid gap-2">
      <TextArea
        id="caller"
        label="Paste the output, or an ARN"
        optional
        rows={2}
        spellCheck={false}
        maxLength={4000}
        className="font-mono text-xs"
        value={text}
        onChange={(event) => setText(event.target.value)}
        help="It stays in your browser."
      />
      <p aria-live="polite">
        {caller ? (
          <>
            You are {KINDS[caller.kind]}
            {caller.userName && (
              <>
                : <strong className="font-medium">{caller.userName}</strong>
              </>
            )}
            , in account <strong className="font-mono font-medium">{caller.account}</strong>.
          </>
        ) : (
          text.trim() !== '' &&
          'There’s no user or role in this. Paste the whole output, or an ARN that starts with arn:aws:.'
        )}
      </p>
    </div>
  )
}
