import { describe, expect, it } from 'vitest'
import { ConfigurationError, loadConfig } from './config'

const SECRET = { NEXTAUTH_SECRET: 'x'.repeat(32), PORTAL_AUDIT_KEY: 'y'.repeat(32) }

function problemsOf(environment: Record<string, string>): string {
  try {
    loadConfig(environment)
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message
    throw error
  }
  return ''
}

describe('the configuration', () => {
  it('needs nothing but a secret in the sandbox', () => {
    expect(loadConfig(SECRET)).toMatchObject({
      mode: 'sandbox',
      port: 3000,
      sandboxPort: 4510,
      baseUrl: 'http://localhost:3000',
    })
  })

  it('names everything that is missing in aws mode at once, and refuses an endpoint override', () => {
    const said = problemsOf({ PORTAL_MODE: 'aws', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' })
    for (const name of [
      'NEXTAUTH_SECRET',
      'PORTAL_AUDIT_KEY',
      'PORTAL_BASE_URL',
      'PORTAL_ACCOUNTS_FILE',
      'DATABASE_URL',
      'OIDC_ISSUER',
      'OIDC_CLIENT_ID',
      'OIDC_CLIENT_SECRET',
      'OIDC_OPS_GROUP',
    ])
      expect(said).toContain(`${name}: is not set`)
    expect(said).toContain('AWS_ENDPOINT_URL: must not be set')
  })

  it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL_ECR', 'AWS_ENDPOINT_URL_SSO_OIDC'])(
    'refuses %s in aws mode',
    (name) => {
      const said = problemsOf({ ...SECRET, PORTAL_MODE: 'aws', [name]: 'http://127.0.0.1:1' })
      expect(said).toContain(`${name}: must not be set in aws mode`)
    },
  )

  it.each([
    [{ PORT: 'abc' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ PORTAL_MODE: 'test' }, 'must be sandbox or aws'],
    [{ PORTAL_ACCOUNTS_FILE: '/does/not/exist.json' }, 'PORTAL_ACCOUNTS_FILE'],
    [{ PORTAL_ACCOUNTS_FILE: 'package.json' }, 'package.json: '],
    [{ NEXTAUTH_SECRET: 'short' }, 'NEXTAUTH_SECRET: must have at least 32'],
    [{ PORTAL_AUDIT_KEY: 'short' }, 'PORTAL_AUDIT_KEY: must have at least 32'],
    [{ PORTAL_BASE_URL: 'ecr.example.com' }, 'PORTAL_BASE_URL: must be an http:// or https:// address'],
    [{ PORTAL_BASE_URL: 'ftp://ecr.example.com' }, 'must be an http:// or https:// address'],
    [{ PORTAL_BASE_URL: 'https://ecr.example.com/portal' }, 'PORTAL_BASE_URL: must be an origin'],
    [{ PORTAL_BASE_URL: 'https://ecr.example.com/?x=1' }, 'must be an origin'],
    [{ PORTAL_BASE_URL: 'https://ecr.example.com/#x' }, 'must be an origin'],
    [{ PORTAL_BASE_URL: 'https://me@ecr.example.com' }, 'must be an origin'],
  ])('refuses %o', (changes, problem) => {
    expect(problemsOf({ ...SECRET, ...(changes as Record<string, string>) })).toContain(problem)
  })

  it.each([
    ['https://ecr.example.com/', 'https://ecr.example.com'],
    ['HTTPS://ECR.Example.com:443', 'https://ecr.example.com'],
    ['http://localhost:3100', 'http://localhost:3100'],
  ])('takes %s for the origin %s', (address, origin) => {
    expect(loadConfig({ ...SECRET, PORTAL_BASE_URL: address }).baseUrl).toBe(origin)
  })

  it('holds the guide’s five accounts and seven registries', () => {
    const { accounts } = loadConfig(SECRET).accountsFile
    expect(accounts.map(({ id }) => id)).toEqual([
      '252775557553',
      '120744138334',
      '872569379934',
      '871386769552',
      '957591566260',
    ])
    expect(accounts.flatMap(({ regions }) => regions)).toHaveLength(7)
  })
})
