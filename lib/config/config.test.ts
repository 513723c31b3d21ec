import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import sample from '@/lib/accounts/accounts.json'
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

let made = 0
const directory = mkdtempSync(join(tmpdir(), 'ecr-portal-accounts-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** The sample accounts with something more in their file. */
function accountsFileWith(more: object): string {
  made += 1
  const path = join(directory, `${made}.json`)
  writeFileSync(path, JSON.stringify({ ...sample, ...more }))
  return path
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

  const AWS = {
    ...SECRET,
    PORTAL_MODE: 'aws',
    PORTAL_BASE_URL: 'https://ecr.example.com',
    DATABASE_URL: 'postgresql://localhost/portal',
    OIDC_ISSUER: 'https://login.example.com',
    OIDC_CLIENT_ID: 'ecr-portal',
    OIDC_CLIENT_SECRET: 'only-for-tests',
  }
  const OPS = { name: 'ecr-ops', role: 'ops' }

  it('logs to a file by default, and to standard error in aws mode and in development', () => {
    const aws = { ...AWS, PORTAL_ACCOUNTS_FILE: accountsFileWith({ people: { groups: [OPS] } }) }
    expect(loadConfig(SECRET).log).toBe('file')
    expect(loadConfig({ ...SECRET, NODE_ENV: 'development' }).log).toBe('stderr')
    expect(loadConfig(aws).log).toBe('stderr')
    expect(loadConfig({ ...SECRET, PORTAL_LOG: 'stderr' }).log).toBe('stderr')
    expect(loadConfig({ ...aws, PORTAL_LOG: 'file' }).log).toBe('file')
  })

  it('defaults to the standard scopes and a claim named groups', () => {
    const file = accountsFileWith({ people: { groups: [OPS] } })
    expect(loadConfig({ ...AWS, PORTAL_ACCOUNTS_FILE: file }).oidc).toEqual({
      issuer: 'https://login.example.com',
      clientId: 'ecr-portal',
      clientSecret: 'only-for-tests',
      scope: 'openid profile email offline_access',
      groupsClaim: 'groups',
      people: { groups: [OPS], everyone: false },
    })
    const told = { OIDC_SCOPE: 'openid groups', OIDC_GROUPS_CLAIM: 'cognito:groups' }
    expect(loadConfig({ ...AWS, ...told, PORTAL_ACCOUNTS_FILE: file }).oidc).toMatchObject({
      scope: 'openid groups',
      groupsClaim: 'cognito:groups',
    })
  })

  it('requires https for the provider, and openid among the scopes', () => {
    const said = problemsOf({
      ...AWS,
      PORTAL_ACCOUNTS_FILE: accountsFileWith({ people: { groups: [OPS] } }),
      OIDC_ISSUER: 'http://localhost:8080',
      OIDC_SCOPE: 'profile openidx',
    })
    expect(said).toContain('OIDC_ISSUER: must be an https:// address')
    expect(said).toContain('OIDC_SCOPE: must have openid in it')
  })

  it('requires in aws mode that someone may use the portal', () => {
    expect(problemsOf({ ...AWS, PORTAL_ACCOUNTS_FILE: accountsFileWith({}) })).toContain('people: is not set')
  })

  it('reports every problem with the groups at once', () => {
    const groups = [
      { name: 'team', role: 'engineer', organisations: ['cwp', 'nobody'], accounts: ['000000000000'] },
      { name: 'team', role: 'engineer', organisations: [] },
    ]
    const said = problemsOf({ ...AWS, PORTAL_ACCOUNTS_FILE: accountsFileWith({ people: { groups } }) })
    expect(said).toContain('people.groups.0.organisations: no account lists nobody')
    expect(said).toContain('people.groups.0.accounts: 000000000000 isn’t one of the accounts')
    expect(said).toContain('people.groups.1.name: team appears twice')
    expect(said).toContain('people.groups: no group has the role ops')
  })

  it('refuses a limit on operations, which has none', () => {
    const groups = [{ ...OPS, accounts: ['252775557553'] }]
    const file = accountsFileWith({ people: { groups } })
    expect(problemsOf({ ...AWS, PORTAL_ACCOUNTS_FILE: file })).toMatch(/people\.groups\.0: .*accounts/)
  })

  it.each([
    [{ PORT: 'abc' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ PORTAL_MODE: 'test' }, 'must be sandbox or aws'],
    [{ PORTAL_ACCOUNTS_FILE: '/does/not/exist.json' }, 'PORTAL_ACCOUNTS_FILE'],
    [{ PORTAL_ACCOUNTS_FILE: 'package.json' }, 'package.json: '],
    [{ NEXTAUTH_SECRET: 'short' }, 'NEXTAUTH_SECRET: must have at least 32'],
    [{ PORTAL_AUDIT_KEY: 'short' }, 'PORTAL_AUDIT_KEY: must have at least 32'],
    [{ PORTAL_DRAIN_SECONDS: 'soon' }, 'PORTAL_DRAIN_SECONDS: must be a number of seconds'],
    [{ PORTAL_LOG: 'stdout' }, 'PORTAL_LOG: must be file or stderr'],
    [{ PORTAL_METRICS_TOKEN: 'short' }, 'PORTAL_METRICS_TOKEN: must have at least 32'],
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
