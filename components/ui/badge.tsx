import type { ReactNode } from 'react'

const TONES = {
  plain: 'border-hairline text-text-2',
  strong: 'border-control font-semibold text-text',
  ok: 'border-transparent bg-ok-soft text-ok',
  warning: 'border-transparent bg-warning-soft text-warning',
  error: 'border-transparent bg-error-soft text-error',
}

export function Badge({ tone = 'plain', children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return (
    <span
      className={`inline-block rounded border px-1.5 text-xs leading-4.5 whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  )
}
