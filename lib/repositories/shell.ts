export type Shell = 'posix' | 'powershell'

/** One argument, quoted unless the shell would read it as plain text. Neither shell expands single quotes. */
export function shellWord(text: string, shell: Shell): string {
  if (shell === 'posix') return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
  return /^[\w./:+=-]+$/.test(text) ? text : `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`
}

/** The parts of one command, one per line, joined by the shell's continuation character. */
export function continued(parts: readonly string[], shell: Shell): string {
  return parts.join(shell === 'posix' ? ' \\\n  ' : ' `\n  ')
}
