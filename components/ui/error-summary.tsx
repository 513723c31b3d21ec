'use client'

import { useEffect, useRef } from 'react'

/**
 * The errors of a form, at its top, with a link to each field. It takes the focus once for each `attempt`, so that
 * submitting always gets a response and typing afterwards is never interrupted.
 */
export function ErrorSummary(props: {
  message?: string | undefined
  fields?: Record<string, string>
  attempt: number
}) {
  const { message, fields = {}, attempt } = props
  const box = useRef<HTMLDivElement>(null)
  const answered = useRef(0)
  const shown = Boolean(message) || Object.keys(fields).length > 0
  useEffect(() => {
    if (!shown || attempt === answered.current) return
    answered.current = attempt
    box.current?.focus()
  }, [shown, attempt])
  if (!shown) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="grid gap-1 rounded-r-control border-l-[3px] border-error bg-error-soft px-3.5 py-2.5"
    >
      <p className="font-semibold">There is a problem</p>
      {message && <p>{message}</p>}
      <ul className="grid gap-0.5">
        {Object.entries(fields).map(([field, problem]) => (
          <li key={field}>
            <a href={`#${field}`} className="text-error underline underline-offset-2">
              {problem}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
