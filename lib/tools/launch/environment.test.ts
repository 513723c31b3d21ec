import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { buildEnvironment, portalEnvironment, sandboxEnvironment } from './environment.mjs'
import type { Settings } from './print-settings'

const dataDirectory = mkdtempSync(join(tmpdir(), 'portal-data-'))
afterAll(() => rmSync(dataDirectory, { recursive: true }))

const settings: Settings = {
  mode: 'sandbox',
  host: '127.0.0.1',
  port: 3000,
  sandboxPort: 4510,
  dataDirectory,
  baseUrl: 'http://localhost:3000',
  drainSeconds: 0,
  localUsers: ['cwp-engineer'],
  logFile: undefined,
}

const caller = {
  PATH: '/bin',
  AWS_PROFILE: 'production',
  AWS_SESSION_TOKEN: 'a real token',
  AWS_ACCESS_KEY_ID: 'a real key',
  AWS_ENDPOINT_URL_ECR: 'https://elsewhere.example',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
  aws_web_identity_token_file: '/var/run/token',
} as const satisfies Record<string, string>

describe('in the sandbox', () => {
  const given = portalEnvironment(caller, settings, false)

  test('none of the caller’s AWS configuration reaches the portal', () => {
    const aws = Object.fromEntries(Object.entries(given).filter(([name]) => /^aws/i.test(name)))
    expect(aws).toEqual({
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4510',
      AWS_REGION: 'us-west-2',
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^AKIASANDBOX/),
      AWS_SECRET_ACCESS_KEY: expect.stringContaining('notasecret'),
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    })
  })

  test('none of it reaches the sandbox', () => {
    const names = Object.keys(sandboxEnvironment(caller, settings))
    for (const name of Object.keys(caller).filter((name) => /^aws/i.test(name)))
      expect(names).not.toContain(name)
  })

  test('the rest of the caller’s environment does', () => {
    expect(given).toMatchObject({ PATH: '/bin', NODE_ENV: 'production' })
  })

  describe.each([
    ['NEXTAUTH_SECRET', 'secret'],
    ['PORTAL_AUDIT_KEY', 'audit-key'],
  ] as const)('%s', (name, file) => {
    test('is generated once, kept, and readable only by its owner', () => {
      const secret = given[name]
      expect(secret?.length).toBeGreaterThanOrEqual(32)
      expect(portalEnvironment(caller, settings, false)[name]).toBe(secret)
      expect(readFileSync(join(dataDirectory, file), 'utf8')).toBe(secret)
      expect(statSync(join(dataDirectory, file)).mode & 0o777).toBe(0o600)
    })

    test('is the caller’s own if they set one', () => {
      const own = 'chosen by the caller, 32 characters long'
      expect(portalEnvironment({ ...caller, [name]: own }, settings, false)[name]).toBe(own)
    })
  })

  test('it has two different secrets', () => {
    expect(given.NEXTAUTH_SECRET).not.toBe(given.PORTAL_AUDIT_KEY)
  })

  test('development mode sets NODE_ENV', () => {
    expect(portalEnvironment(caller, settings, true).NODE_ENV).toBe('development')
  })
})

test('a build gets no secrets, neither the portal’s nor AWS’s', () => {
  const secrets = {
    NEXTAUTH_SECRET: 'session',
    PORTAL_AUDIT_KEY: 'audit',
    OIDC_CLIENT_SECRET: 'client',
    DATABASE_URL: 'postgresql://portal:password@db/portal',
  }
  const given = buildEnvironment({ ...caller, ...secrets })
  const secret: string[] = [...Object.values(secrets), caller.AWS_ACCESS_KEY_ID, caller.AWS_SESSION_TOKEN]
  expect(Object.values(given).filter((value) => secret.includes(value ?? ''))).toEqual([])
  expect(given).toMatchObject({ PATH: '/bin', NODE_ENV: 'production' })
})

test('in aws mode the portal gets the caller’s AWS configuration and nothing of the sandbox', () => {
  const aws = { ...settings, mode: 'aws', sandboxPort: undefined, baseUrl: 'https://ecr.example' } as const
  expect(portalEnvironment(caller, aws, false)).toEqual({
    ...caller,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  })
})
