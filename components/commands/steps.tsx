import { CopyButton } from '@/components/ui/copy-button'
import { allCommands, type CommandStep } from '@/lib/repositories/commands'

/** Commands to run one after the other, each with a copy button, and one for all if there are several. */
export function Steps({ title, steps }: { title: string; steps: readonly CommandStep[] }) {
  return (
    <div className="min-w-0 overflow-hidden rounded-card border border-hairline">
      <div className="flex h-9 items-center justify-between gap-2 border-b border-hairline bg-raised pr-2 pl-3">
        <h3 className="font-medium">{title}</h3>
        {steps.length > 1 && (
          <CopyButton text={allCommands(steps)} label={`${title.toLowerCase()} commands`}>
            Copy all
          </CopyButton>
        )}
      </div>
      <ol>
        {steps.map((step) => (
          <li
            key={step.id}
            title={step.note}
            className="flex items-start gap-2 border-hairline py-1.5 pr-2 pl-3 not-last:border-b"
          >
            <pre className="min-w-0 flex-1 py-0.5 text-xs leading-5 whitespace-pre-wrap break-all">
              {step.command}
            </pre>
            <CopyButton text={step.command} label={`the command: ${step.title.toLowerCase()}`} />
          </li>
        ))}
      </ol>
    </div>
  )
}
