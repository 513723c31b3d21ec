'use client'

import { ErrorNotice, type ErrorProps } from '@/components/shell/error-notice'

/** For what the portal's own error page does not cover: its header and banner, and signing in. */
export default function ErrorPage(props: ErrorProps) {
  return (
    <main className="mx-auto max-w-xl px-4 py-16">
      <ErrorNotice {...props} />
    </main>
  )
}
