'use client'

import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'
import { type Prefill, prefillLink } from './prefill'

type LinkProps = { prefill: Prefill; label?: string; className?: string; children: ReactNode }

/** Requests what was just denied, with everything that is known about it. */
export function AccessLink({ prefill, label, className, children }: LinkProps) {
  return (
    <TextLink aria-label={label} className={className} {...prefillLink(prefill)}>
      {children}
    </TextLink>
  )
}
