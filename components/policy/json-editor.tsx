'use client'

import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { TextBox } from '@/components/ui/control'
import type { JsonEditorProps } from './json-editor-props'

type Mirror = typeof import('./code-mirror').CodeMirror
type Loaded = { Editor: Mirror; selection: ComponentProps<Mirror>['selection'] }

/** A plain field until the editor has loaded, and for good if that fails. */
export function JsonEditor(props: JsonEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [loaded, setLoaded] = useState<Loaded | 'failed'>()

  useEffect(() => {
    let wanted = true
    import('./code-mirror').then(
      ({ CodeMirror }) => {
        // Synchronous, so that no key press is lost between the field and the editor.
        if (wanted) flushSync(() => setLoaded({ Editor: CodeMirror, selection: selectionIn(field.current) }))
      },
      (error) => {
        console.warn('the editor was not loaded', error)
        if (wanted) setLoaded('failed')
      },
    )
    return () => {
      wanted = false
    }
  }, [])

  if (loaded && loaded !== 'failed') return <loaded.Editor {...props} selection={loaded.selection} />
  return (
    <>
      <TextBox
        ref={field}
        id={props.id}
        value={props.text}
        rows={18}
        autoFocus
        spellCheck={false}
        className="w-full font-mono text-xs leading-5"
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid || undefined}
        onChange={(event) => props.onChange(event.target.value)}
        onPaste={(event) => props.onPaste(event.clipboardData.getData('text/plain'))}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit()
        }}
      />
      {loaded === 'failed' && (
        <p className="text-xs text-text-2">
          Line numbers and completion could not be loaded. You can still edit and save the policy here.
        </p>
      )}
    </>
  )
}

function selectionIn(field: HTMLTextAreaElement | null): Loaded['selection'] {
  if (!field || document.activeElement !== field) return undefined
  return { anchor: field.selectionStart, head: field.selectionEnd }
}
