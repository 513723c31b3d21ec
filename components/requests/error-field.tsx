import { TextArea } from '@/components/ui/field'

type FieldProps = {
  text: string
  /** Whether the request is for a change, which needs no error. */
  isChange: boolean
  error: string | undefined
  type: (text: string) => void
  read: (text: string) => void
}

/** The field for an error. It is read on paste, or on Enter. */
export function ErrorField({ text, isChange, error, type, read }: FieldProps) {
  return (
    <TextArea
      id="error"
      label="Error message"
      value={text}
      autoFocus={!isChange}
      optional={isChange}
      rows={isChange ? 2 : 6}
      spellCheck={false}
      className="font-mono text-xs"
      placeholder="denied: User: arn:aws:sts::… is not authorized to perform: ecr:BatchGetImage on resource: …"
      onChange={(event) => type(event.target.value)}
      onPaste={(event) => {
        const area = event.currentTarget
        // The pasted text is in the field only after this event.
        queueMicrotask(() => setTimeout(() => read(area.value)))
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey) return
        event.preventDefault()
        read(text)
      }}
      error={error}
      help="Paste it and press Enter. Shift+Enter starts a new line."
    />
  )
}
