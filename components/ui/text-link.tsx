import Link from 'next/link'
import type { ComponentProps } from 'react'

/** How a link looks: underlined, because colour alone does not tell it from the text around it. */
export const LINK = 'text-link underline decoration-link/40 underline-offset-2 hover:decoration-link'

/** A link inside the portal. Nothing is fetched before it is followed: a page costs calls to AWS. */
export function TextLink({ className = '', ...rest }: ComponentProps<typeof Link>) {
  return <Link prefetch={false} className={`${LINK} ${className}`} {...rest} />
}
