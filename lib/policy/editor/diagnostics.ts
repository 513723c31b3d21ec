import type { PolicyDocument, PolicyProblem } from '@/lib/policy/document'
import { locate } from '@/lib/policy/json/json-tree'
import type { Finding, Severity } from '@/lib/policy/lint/finding'

/** Something to point at in a text. Offsets count every end of a line as one character, as editors do. */
export type Diagnostic = { from: number; to: number; severity: Severity; message: string }

/** Where a text cannot be read: the one character at which reading it ended. */
export function problemDiagnostics(text: string, problems: readonly PolicyProblem[]): Diagnostic[] {
  return problems.map(({ offset, message }) => diagnostic(text, offset, offset + 1, 'error', message))
}

/** Where findings are; of what spans several lines the first one is marked. */
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
  // The end of the text is no character, so the one before it is marked.
  const from = Math.min(start, Math.max(0, last - 1))
  return { from: inEditor(text, from), to: inEditor(text, Math.min(end, last)), severity, message }
}

function inEditor(text: string, offset: number): number {
  return text.slice(0, offset).replaceAll('\r\n', '\n').length
}
