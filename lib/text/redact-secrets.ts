const MARK = '[secret removed]'

/** The first group is kept; the rest of the match is the secret. */
type Rule = { pattern: RegExp; isSecret?: (found: string) => boolean }

const SEPARATOR = String.raw`\\?["']?\s{0,8}[=:|]\s{0,8}\\?["']?`
const VALUE = String.raw`(?!\[secret)(?:(?<=")[^"\\\n]+|(?<=')[^'\n]+|[^\s"'\\,;|)}\]]+)`
const SECRET_NAME = String.raw`(?<![\w-])[\w-]{0,40}?(?:secret[_ -]?access[_ -]?key|secret[_-]?key|client[_-]?secret|_secret|(?:session|security|auth|authorization|access|refresh|id|identity|registry)[_-]?token|[_-]token|password|passwd)`

// Every quantifier that could backtrack is bounded, so that the time grows linearly with the text.
const RULES: readonly Rule[] = [
  { pattern: /()-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g },
  {
    pattern:
      /(authorization["']?\s{0,3}[:=]\s{0,3}\\?["'[]{0,2})(?:(?:Basic|Bearer|Token)\s{1,3}[^\s"'\],]+|AWS4-HMAC-SHA256\s[^\r\n"'\]]{0,800}?Signature=[0-9a-f]+)/gi,
  },
  { pattern: /(\b(?:Basic|Bearer)\s{1,3})[A-Za-z0-9+/=._~-]{16,}/g },
  { pattern: /(X-Amz-(?:Signature|Credential|Security-Token)=)(?!\[secret)[^&\s"'<>\\]+/gi },
  { pattern: /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/:@"'<>]{1,500}:[^\s/@"'<>]{1,8192}(?=@)/gi },
  { pattern: new RegExp(String.raw`(${SECRET_NAME}(?:\s?\[[^\]\n]{0,40}\])?${SEPARATOR})${VALUE}`, 'gi') },
  {
    pattern:
      /((?:secret_access_key|session_token|--secret-key|--session-token)\s{1,8})(?!\[secret)[A-Za-z0-9/+=]{16,}/gi,
  },
  {
    pattern: new RegExp(
      String.raw`("(?:auth|registryauth|token|secret)\\?"\s{0,8}:\s{0,8}\\?")${VALUE}`,
      'gi',
    ),
  },
  { pattern: /()\b(?:AKIA|ASIA)[A-Z0-9]{12,124}\b/g },
  {
    pattern:
      /()\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|dckr_pat_[\w-]{20,}|npm_[A-Za-z0-9]{30,}|xox[abprs]-[\w-]{10,})/g,
  },
  { pattern: /()\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*/g },
  // A token that a terminal or mail program has split into lines.
  {
    pattern: /()^[ \t]{0,8}[\w+/-]{60,}(?:\r?\n[ \t]{0,8}[\w+/-]{20,}={0,2}(?=[ \t\r]{0,8}$))+/gm,
    isSecret: isMixed,
  },
  { pattern: /()(?<![\w+/.-])[\w+/-]{100,}={0,2}/g, isSecret: isToken },
  // A secret access key has exactly 40 characters; so does a commit hash, but without capitals.
  { pattern: /()(?<![\w+/.-])[A-Za-z0-9+/]{40}(?![\w+/=.-])/g, isSecret: isKey },
]

const LOGIN_COMMAND = /\blogin\s(?:[^\r\n\\]|\\(?:\r?\n)?)*/g
const LOGIN_PASSWORD: Rule = {
  pattern: /(\s(?:-p\s{1,8}|-p(?=[\w+/=]{30})|--password(?:=|\s{1,8}))["']?)(?![-[$])[^\s"']+/g,
}

/**
 * Removes whatever would let a reader act as someone else: passwords and tokens of `docker login`, AWS keys and session
 * tokens, authorization headers, signed URLs. Takes time linear in the length of the text.
 */
export function removeSecrets(text: string): { text: string; removed: number } {
  let removed = 0
  const apply = (input: string, { pattern, isSecret }: Rule) =>
    input.replace(pattern, (match: string, before: string) => {
      if (isSecret && !isSecret(match)) return match
      removed += 1
      return before + MARK
    })
  const withoutLogins = text.replace(LOGIN_COMMAND, (command) => apply(command, LOGIN_PASSWORD))
  return { text: RULES.reduce(apply, withoutLogins), removed }
}

/** Random characters mix upper case, lower case and digits; words and paths seldom do. */
function isMixed(text: string): boolean {
  return /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text)
}

/** The end of an ARN can be as long as a key, but starts with the resource type. */
function isKey(text: string): boolean {
  return (
    isMixed(text) && !/^(?:assumed-role|role|user|federated-user|policy|group|instance-profile)\//.test(text)
  )
}

function isToken(text: string): boolean {
  return isKey(text) && (text.match(/[A-Za-z0-9]{32,}/g) ?? []).some(isMixed)
}
