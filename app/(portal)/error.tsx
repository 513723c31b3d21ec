'use client'

import { ErrorNotice, type ErrorProps } from '@/components/shell/error-notice'

export default function PortalErrorPage(props: ErrorProps) {
  return <ErrorNotice {...props} />
}
