import type { ReactNode } from 'react'

const TONES = {
  info: 'border-accent bg-accent-soft',
  ok: 'border-ok bg-ok-soft',
  warning: 'border-warning bg-warning-soft',
  error: 'border-error bg-error-soft',
}

/** A message in the page. With `live`, screen readers announce it when it appears. */
export function Notice(props: {
  tone: keyof typeof TONES
  title?: ReactNode
  live?: boolean
  children?: ReactNode
}) {
  const { tone, title, live, children } = props
  return (
    <div
      role={live ? (tone === 'error' ? 'alert' : 'status') : undefined}
      className={`grid gap-1 rounded-r-control border-l-[3px] px-3.5 py-2.5 break-words ${TONES[tone]}`}
    >
      {title && <p className="font-semibold">{title}</p>}
      {children}
    </div>
  )
}
