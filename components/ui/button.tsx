import type { ComponentProps } from 'react'
import { buttonClass, type Look } from './button-style'

// Separate from ButtonLink: error.tsx needs a button, and its imports are loaded again with every page.
export function Button({
  look,
  small,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & Look) {
  return <button type={type} className={buttonClass({ look, small }, className)} {...rest} />
}
