export type Shell = 'posix' | 'powershell'

/** One argument, quoted if the shell would read anything but plain text in it. Neither shell expands single quotes. */
export function shellWord(text: string, shell: Shell): string {
  if (shell === 'posix') return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
  return /^[\w./:+=-]+$/.test(text) ? text : `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`
}

/** The parts of one command on lines of their own, joined by what the shell takes for "the command goes on". */
export function continued(parts: readonly string[], shell: Shell): string {
  return parts.join(shell === 'posix' ? ' \\\n  ' : ' `\n  ')
}
