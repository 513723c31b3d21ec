const SHAPE = /^[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/

/**
 * Why ECR would reject a repository name, or undefined for a valid one. The rule combines the ECR API model's length (2
 * to 256) and pattern with its text "must start with a letter". Doubled separators (`--`, `__`) are in today's pattern
 * but not in the one that some regions still answer with, so they are rejected too.
 */
export function repositoryNameProblem(name: string): string | undefined {
  if (name === '') return 'Enter a name, for example cwp/fluentd.'
  if (name.length < 2) return 'A name must have at least 2 characters.'
  if (name.length > 256) return `A name can have at most 256 characters; this one has ${name.length}.`
  const upper = /[A-Z]/.exec(name)
  if (upper) return `Use lowercase letters only: “${upper[0]}” should be “${upper[0].toLowerCase()}”.`
  if (/\s/.test(name)) return 'A name can’t contain spaces. Use a hyphen between words.'
  if (name.includes(':'))
    return 'A name can’t contain a colon. Leave out the tag, and use / between the parts of the name.'
  const wrong = /[^a-z0-9._/-]/u.exec(name)
  if (wrong) return `“${wrong[0]}” isn’t allowed. Use only a–z, 0–9 and . _ - /.`
  if (name.startsWith('/') || name.endsWith('/')) return 'A name can’t start or end with a slash.'
  if (name.includes('//')) return 'There are two slashes in a row. Remove one.'
  if (!/^[a-z]/.test(name)) return 'A name must start with a letter.'
  const doubled = /[._-]{2,}/.exec(name)
  if (doubled)
    return `“${doubled[0]}” is more than one separator. Use a single ., _ or - between letters or digits.`
  if (!SHAPE.test(name)) return 'Each part of a name must start and end with a letter or a digit.'
  return undefined
}

/** The organisation prefix of a name: the part before its first slash, or undefined. */
export function organisationOf(name: string): string | undefined {
  const slash = name.indexOf('/')
  return slash > 0 ? name.slice(0, slash) : undefined
}
