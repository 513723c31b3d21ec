import { portalKey } from '../lib/tools/launch/environment.mjs'

/** What the portal under test is given as its secrets. The last ones are the caller's own, which it must not even use. */
export const GIVEN = {
  NEXTAUTH_SECRET: 'marker-of-the-session-secret-0123456789',
  PORTAL_AUDIT_KEY: 'marker-of-the-audit-key-0123456789abcdef',
  PORTAL_METRICS_TOKEN: 'marker-of-the-metrics-token-0123456789',
  OIDC_CLIENT_SECRET: 'marker-of-the-oidc-client-secret',
  AWS_ACCESS_KEY_ID: 'AKIAMARKEROFACALLERX',
  AWS_SECRET_ACCESS_KEY: 'marker/of/the/secret/access/key/of/aCall',
  AWS_SESSION_TOKEN: 'marker-of-the-session-token-of-a-caller',
}

/** Each secret that the portal of a test knows, by its name. */
const KNOWN: [name: string, value: string][] = [
  ...Object.entries(GIVEN),
  ['the portal’s access key', portalKey().id],
  ['the portal’s secret access key', portalKey().secret],
]

/** What every secret of its kind looks like, whoever made it. */
const KINDS: [name: string, pattern: RegExp][] = [
  ['an access key id', /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/],
  ['a secret access key', /secret_?access_?key["'\\\s]*[=:]["'\\\s]*[A-Za-z0-9/+]{40}\b/i],
  [
    'a signed call',
    /AWS4-HMAC-SHA256 Credential=|x-amz-security-token|\bauthorization["']?: ?["']?(?:Basic|Bearer) /i,
  ],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  // next-auth seals its sessions as encrypted JSON web tokens, which begin with their header.
  ['a session', /\beyJ[\w-]{10,}\.[\w-]*\.[\w-]{10,}/],
  ['an address with a password', /\b[a-z][a-z0-9+]*:\/\/[^\s/:@"'<>]+:[^\s/@"'<>]+@/i],
]

/** What only the server has any use for: names of its environment and its packages. */
const OF_THE_SERVER: [name: string, pattern: RegExp][] = [
  [
    'a name of the server’s environment',
    /NEXTAUTH_SECRET|PORTAL_[A-Z]+|DATABASE_URL|OIDC_[A-Z]+|SANDBOX_PORT/,
  ],
  ['a package of the server', /drizzle:|SCRAM-SHA-256|@smithy\/|pglite|(?:ECR|STS)Client\b/],
  ['the sandbox', /\/_sandbox\/|AKIASANDBOX|notasecret/],
]

/** Names of the secrets in a text that a person may read; `also` are secrets of this run, such as a session. */
export function secretsIn(text: string, also: string[] = []): string[] {
  return [
    ...KNOWN.filter(([, value]) => text.includes(value)).map(([name]) => name),
    ...also.filter((value) => text.includes(value)).map(() => 'a secret of this run'),
    ...found(KINDS, text),
  ]
}

/** The same for a script that browsers load, and what of the server has come into it. */
export function secretsInScript(text: string): string[] {
  return [...secretsIn(text), ...found(OF_THE_SERVER, text)]
}

function found(rules: [string, RegExp][], text: string): string[] {
  return rules.flatMap(([name, pattern]) => {
    const match = pattern.exec(text)
    return match ? [`${name}: …${text.slice(Math.max(0, match.index - 60), match.index + 60)}…`] : []
  })
}
