import { CopyButton } from '@/components/ui/copy-button'
import { type LinkField, requestLink } from '@/lib/requests/request-link'
import { wordList } from '@/lib/text/word-list'

const NAMES: Record<LinkField, string> = {
  account: 'the account',
  region: 'the region',
  repository: 'the repository',
  awsUserName: 'the AWS user name',
  action: 'the action',
  why: 'why it is needed',
  proposal: 'the proposed change',
}

type LinkProps = { base: string; form: Parameters<typeof requestLink>[1] }

/** A link to the filled-in form, for someone else or for later. It doesn't contain the error. */
export function ShareLink({ base, form }: LinkProps) {
  const { url, leftOut } = requestLink(base, form)
  return (
    <>
      <CopyButton large text={url} label="to this form as filled in, without the error">
        Copy link
      </CopyButton>
      {leftOut.length > 0 && (
        <span className="text-xs text-text-2">
          Too long for a link, so left out: {wordList(leftOut.map((field) => NAMES[field]))}.
        </span>
      )}
    </>
  )
}
