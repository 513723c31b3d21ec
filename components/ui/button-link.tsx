import Link from 'next/link'
import type { ComponentProps } from 'react'
import { buttonClass, type Look } from './button-style'

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({ look, small, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link prefetch={false} className={buttonClass({ look, small }, className)} {...rest} />
}
