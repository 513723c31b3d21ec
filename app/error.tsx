'use client'

import { ErrorNotice, type ErrorProps } from '@/components/shell/error-notice'

/** For errors outside the portal's own error page: in its header and banner, and while signing in. */
export default function ErrorPage(props: ErrorProps) {
  return (
    <main className="mx-auto max-w-xl px-4 py-16">
      <ErrorNotice {...props} />
    </main>
  )
}
