'use client'

import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'
import { type Asking, askFor } from './asking'

/** Asks operations for what was just refused, with everything that is known of it. */
export function AskLink(props: { asking: Asking; label?: string; className?: string; children: ReactNode }) {
  const { asking, label, className, children } = props
  return (
    <TextLink aria-label={label} className={className} {...askFor(asking)}>
      {children}
    </TextLink>
  )
}
