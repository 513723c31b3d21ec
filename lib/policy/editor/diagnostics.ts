import type { PolicyDocument, PolicyProblem } from '@/lib/policy/document'
import { locate } from '@/lib/policy/json/json-tree'
import type { Finding, Severity } from '@/lib/policy/lint/finding'

/** Something to point at in a text. Offsets count every end of a line as one character, as editors do. */
export type Mark = { from: number; to: number; severity: Severity; message: string }

/** Where a text cannot be read: the one character at which reading it ended. */
export function problemMarks(text: string, problems: readonly PolicyProblem[]): Mark[] {
  return problems.map(({ offset, message }) => mark(text, offset, offset + 1, 'error', message))
}

/** Where findings are; of what spans several lines the first one is marked. */
export function findingMarks({ text, root }: PolicyDocument, findings: readonly Finding[]): Mark[] {
  return findings.map(({ path, severity, message }) => {
    const { start, end } = locate(root, path)
    const [line = ''] = text.slice(start, end).split(/\r\n?|\n/, 1)
    return mark(text, start, start + line.length, severity, message)
  })
}

function mark(text: string, start: number, end: number, severity: Severity, message: string): Mark {
  const last = text.length
  // The end of the text is no character, so the one before it is marked.
  const from = Math.min(start, Math.max(0, last - 1))
  return { from: inEditor(text, from), to: inEditor(text, Math.min(end, last)), severity, message }
}

function inEditor(text: string, offset: number): number {
  return text.slice(0, offset).replaceAll('\r\n', '\n').length
}
