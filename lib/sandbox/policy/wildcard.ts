/**
 * IAM's wildcards: `*` for any run of characters, `?` for one; `${*}`, `${?}` and `${$}` are the characters
 * themselves.
 */
export function wildcard(pattern: string, text: string): boolean {
  const expression = pattern.replace(/\$\{([*?$])\}|[\s\S]/g, (token, escaped: string | undefined) => {
    if (escaped) return `\\${escaped}`
    if (token === '*') return '.*'
    return token === '?' ? '.' : token.replace(/[.+^${}()|[\]\\]/, '\\$&')
  })
  return new RegExp(`^${expression}$`, 's').test(text)
}

/** Text that contains no wildcard. */
export function quoted(text: string): string {
  return text.replace(/[*?$]/g, (character) => `\${${character}}`)
}

/** What a pattern without wildcards says. */
export function unquoted(pattern: string): string {
  return pattern.replace(/\$\{([*?$])\}/g, '$1')
}
