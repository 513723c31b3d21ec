import type { PolicyDocument, PolicyProblem } from '@/lib/policy/document'
import { locate } from '@/lib/policy/json/json-tree'
import type { Finding, Severity } from '@/lib/policy/lint/finding'

/** A range to mark in a text. Offsets count every line break as one character, as editors do. */
export type Diagnostic = { from: number; to: number; severity: Severity; message: string }

/** Where a text can't be parsed: the one character at which parsing stopped. */
export function problemDiagnostics(text: string, problems: readonly PolicyProblem[]): Diagnostic[] {
  return problems.map(({ offset, message }) => diagnostic(text, offset, offset + 1, 'error', message))
}

/** Where findings are. Of a range over several lines, only the first line is marked. */
export function findingDiagnostics(
  { text, root }: PolicyDocument,
  findings: readonly Finding[],
): Diagnostic[] {
  return findings.map(({ path, severity, message }) => {
    const { start, end } = locate(root, path)
    const [line = ''] = text.slice(start, end).split(/\r\n?|\n/, 1)
    return diagnostic(text, start, start + line.length, severity, message)
  })
}

function diagnostic(
  text: string,
  start: number,
  end: number,
  severity: Severity,
  message: string,
): Diagnostic {
  const last = text.length
  // The end of the text has no character, so the one before it is marked.
  const from = Math.min(start, Math.max(0, last - 1))
  return { from: inEditor(text, from), to: inEditor(text, Math.min(end, last)), severity, message }
}

function inEditor(text: string, offset: number): number {
  return text.slice(0, offset).replaceAll('\r\n', '\n').length
}
