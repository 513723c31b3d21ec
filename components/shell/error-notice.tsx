import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

export type ErrorProps = { error: Error & { digest?: string }; reset: () => void }

/** The last resort for an unexpected error. The log has the same reference. */
export function ErrorNotice({ error, reset }: ErrorProps) {
  return (
    <div className="grid justify-items-start gap-4">
      <Notice tone="error" title="Something went wrong" live>
        <p>
          This page couldn’t be shown{error.digest ? ` (reference ${error.digest})` : ''}. Nothing was
          changed. Try again. If it keeps happening, give infrastructure operations the reference.
        </p>
      </Notice>
      <Button onClick={reset}>Try again</Button>
    </div>
  )
}
