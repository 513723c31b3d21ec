import { CopyButton } from '@/components/ui/copy-button'

type PolicyProps = {
  /** Whose IAM policy it is: an account's name or ID, or words for an unknown account. */
  account: string
  policy: string
  title: string
  open?: boolean
}

/** What the caller's own account has to allow, ready to pass on. */
export function CallerPolicy({ account, policy, title, open = false }: PolicyProps) {
  return (
    <details open={open}>
      <summary className="w-fit text-link">{title}</summary>
      <div className="mt-1.5 grid gap-1.5">
        <pre className="rounded-control bg-raised p-2.5 text-xs whitespace-pre-wrap wrap-anywhere">
          {policy}
        </pre>
        <div>
          <CopyButton text={policy} label={`the IAM policy for ${account}`} />
        </div>
      </div>
    </details>
  )
}
