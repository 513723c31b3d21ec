'use client'

import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'

/** A link in a menu, which closes when it is followed. */
export function MenuLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <TextLink
      href={href}
      onClick={(event) => event.currentTarget.closest('details')?.removeAttribute('open')}
    >
      {children}
    </TextLink>
  )
}
