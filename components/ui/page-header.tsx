import type { ReactNode } from 'react'

/** The top of a page: its title, one sentence, and its actions. */
export function PageHeader(props: {
  above?: ReactNode
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="mb-5 grid gap-1">
      {props.above && <div className="text-text-2">{props.above}</div>}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold break-words">{props.title}</h1>
          {props.children && <div className="mt-1 text-text-2">{props.children}</div>}
        </div>
        {props.actions && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
      </div>
    </div>
  )
}
