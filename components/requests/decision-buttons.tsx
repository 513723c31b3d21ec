import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { RepositoryRef } from '@/lib/repositories/reference'

/** The effect of the first button. */
export type Offer = 'grant' | 'grant-and-apply' | 'apply'

type ButtonsProps = {
  offer: Offer
  repository: RepositoryRef
  /**
   * The policy including the proposal, when the change is so serious that it can only be made on the Permissions page.
   */
  byHand: string | undefined
  pending: boolean
  grant: () => void
  askBack: () => void
  decline: () => void
  /** Absent when nothing can be proposed, because the policy can't be read. */
  propose: (() => void) | undefined
  hasProposal: boolean
}

const BUTTONS: Record<Offer, string> = {
  grant: 'Mark as granted',
  'grant-and-apply': 'Approve and apply',
  apply: 'Apply now',
}

const HELP: Record<Offer, string> = {
  grant: 'Records the decision. Nothing changes in AWS.',
  'grant-and-apply':
    'Checks the policy again first. If it has changed in a way that matters, nothing is saved.',
  apply: 'Granted, but not applied yet. Checks the policy again first.',
}

/** The ways to decide, and what the first of them does. */
export function DecisionButtons(props: ButtonsProps) {
  const { offer, repository, byHand, pending, propose } = props
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button
          look={offer === 'grant' ? 'plain' : 'primary'}
          aria-keyshortcuts="a"
          disabled={pending}
          onClick={props.grant}
        >
          {pending && offer !== 'grant' ? 'Applying…' : BUTTONS[offer]}
        </Button>
        {offer !== 'apply' && (
          <>
            <Button aria-haspopup="dialog" disabled={pending} onClick={props.askBack}>
              Ask a question…
            </Button>
            <Button aria-haspopup="dialog" aria-keyshortcuts="r" disabled={pending} onClick={props.decline}>
              Decline…
            </Button>
            {propose && (
              <Button disabled={pending} onClick={propose}>
                {props.hasProposal ? 'Edit proposal' : 'Propose a change'}
              </Button>
            )}
          </>
        )}
      </div>
      {byHand === undefined ? (
        <p className="text-xs text-text-2">{HELP[offer]}</p>
      ) : (
        <p>
          A change this far-reaching can’t be applied with one click.{' '}
          <CopyButton text={byHand} label="with the proposal in it">
            Copy the policy
          </CopyButton>{' '}
          and save it on the{' '}
          <TextLink href={paths.repository(repository, 'permissions')}>Permissions page</TextLink>, where you
          confirm it by typing the repository’s name. Then mark the request as granted.
        </p>
      )}
    </>
  )
}
