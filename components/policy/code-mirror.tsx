'use client'

import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, indentOnInput } from '@codemirror/language'
import {
  type Diagnostic as EditorDiagnostic,
  lintGutter,
  nextDiagnostic,
  setDiagnostics,
} from '@codemirror/lint'
import { Annotation, Compartment, type Extension } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { useEffectEvent, useLayoutEffect, useRef } from 'react'
import type { Diagnostic } from '@/lib/policy/editor/diagnostics'
import type { Severity } from '@/lib/policy/lint/finding'
import { jsonCompletion } from './json-completion'
import type { JsonEditorProps } from './json-editor-props'
import { jsonTheme } from './json-theme'

/** `selection` is that of the plain field that this replaces; undefined if it had no focus. */
type MirrorProps = JsonEditorProps & { selection: { anchor: number; head: number } | undefined }

const SEVERITIES: Record<Severity, EditorDiagnostic['severity']> = {
  error: 'error',
  security: 'warning',
  warning: 'warning',
  suggestion: 'info',
}

/**
 * The policy's text with line numbers, diagnostics where something is wrong, and completion. Tab leaves it like any field;
 * Ctrl/Cmd+Enter saves, and F8 goes to the next diagnostic.
 */
export function CodeMirror(props: MirrorProps) {
  const { text, diagnostics, describedBy, invalid } = props
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(undefined)
  const first = useRef(props)
  const onChange = useEffectEvent(props.onChange)
  const onPaste = useEffectEvent(props.onPaste)

  useLayoutEffect(() => {
    if (!host.current) return
    const { id, accounts, selection, ...start } = first.current
    const view = new EditorView({
      parent: host.current,
      doc: start.text,
      extensions: [
        behaviour,
        jsonTheme,
        jsonCompletion(accounts),
        described.of([]),
        EditorView.cspNonce.of(nonceOfPage()),
        EditorView.contentAttributes.of({ id, 'aria-label': start.label }),
        EditorView.updateListener.of((update) => {
          const isTyped = update.transactions.every((each) => !each.annotation(given))
          if (update.docChanged && isTyped) onChange(update.state.doc.toString())
        }),
        EditorView.domEventHandlers({
          paste: (event) => onPaste(event.clipboardData?.getData('text/plain') ?? ''),
        }),
      ],
    })
    if (selection) {
      view.focus()
      view.dispatch({ selection, scrollIntoView: true })
    }
    editor.current = view
    return () => view.destroy()
  }, [])

  useLayoutEffect(() => {
    const view = editor.current
    // The editor normalises line breaks, so a text that differs only in those is the same.
    if (!view || view.state.toText(text).eq(view.state.doc)) return
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text },
      annotations: given.of(true),
    })
  }, [text])

  useLayoutEffect(() => {
    const view = editor.current
    if (view) view.dispatch(setDiagnostics(view.state, toEditor(diagnostics, view.state.doc.length)))
  }, [diagnostics])

  useLayoutEffect(() => {
    const attributes = { 'aria-describedby': describedBy, ...(invalid && { 'aria-invalid': 'true' }) }
    editor.current?.dispatch({
      effects: described.reconfigure(EditorView.contentAttributes.of(attributes)),
    })
  }, [describedBy, invalid])

  return (
    <>
      <div ref={host} />
      <p className="text-xs text-text-2">
        Ctrl+Space completes keys, actions and accounts. F8 goes to the next problem.
      </p>
    </>
  )
}

const described = new Compartment()

/** Marks a text that was set from outside the editor, so that it isn't reported as typed. */
const given = Annotation.define<boolean>()

const behaviour: Extension = [
  lineNumbers(),
  lintGutter(),
  json(),
  history(),
  bracketMatching(),
  closeBrackets(),
  indentOnInput(),
  EditorView.lineWrapping,
  keymap.of([
    { key: 'Mod-Enter', run: submitForm },
    { key: 'F8', run: nextDiagnostic },
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...historyKeymap,
    ...defaultKeymap,
  ]),
]

function submitForm({ dom }: EditorView): boolean {
  dom.closest('form')?.requestSubmit()
  return true
}

function toEditor(diagnostics: readonly Diagnostic[], length: number): EditorDiagnostic[] {
  return diagnostics.map(({ from, to, severity, message }) => ({
    from: Math.min(from, length),
    to: Math.min(to, length),
    severity: SEVERITIES[severity],
    message,
  }))
}

/** The nonce of the page’s own scripts: the style sheets that the editor adds need it. */
function nonceOfPage(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''
}
