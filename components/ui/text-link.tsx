import Link from 'next/link'
import type { ComponentProps } from 'react'

/** A link's look: underlined, because colour alone doesn't set it apart from the text around it. */
export const LINK = 'text-link underline decoration-link/40 underline-offset-2 hover:decoration-link'

/** A link inside the portal. Nothing is prefetched, because a page costs calls to AWS. */
export function TextLink({ className = '', ...rest }: ComponentProps<typeof Link>) {
  return <Link prefetch={false} className={`${LINK} ${className}`} {...rest} />
}
