import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import sample from '@/lib/accounts/accounts.json'
import { config } from './config'
import { requireConfig } from './require-config'

const directory = mkdtempSync(join(tmpdir(), 'endpoints-'))
afterAll(() => rmSync(directory, { recursive: true }))

const EVIL = 'evil.example'

beforeAll(() => {
  const accounts = join(directory, 'accounts.json')
  writeFileSync(accounts, JSON.stringify({ ...sample, people: { groups: [{ name: 'ops', role: 'ops' }] } }))
  const file = join(directory, 'config')
  writeFileSync(
    file,
    `[default]\nendpoint_url = http://${EVIL}\n[profile services]\nservices = mine\n[services mine]\necr =\n  endpoint_url = http://${EVIL}\nsts =\n  endpoint_url = http://${EVIL}\n`,
  )
  Object.assign(process.env, {
    AWS_CONFIG_FILE: file,
    PORTAL_MODE: 'aws',
    PORTAL_BASE_URL: 'https://ecr.example.com',
    PORTAL_ACCOUNTS_FILE: accounts,
    DATABASE_URL: 'postgresql://nowhere.invalid/portal',
    NEXTAUTH_SECRET: 'x'.repeat(32),
    PORTAL_AUDIT_KEY: 'k'.repeat(32),
    OIDC_ISSUER: 'https://id.example.com',
    OIDC_CLIENT_ID: 'portal',
    OIDC_CLIENT_SECRET: 'secret',
  })
})

/** Where the SDK would send its calls; nothing is sent. */
async function hosts(profile: string): Promise<string[]> {
  const seen: string[] = []
  const settings = {
    region: 'us-west-2',
    profile,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
    requestHandler: {
      handle(request: { hostname: string }) {
        seen.push(request.hostname)
        return Promise.reject(new Error('not sent'))
      },
    },
  }
  await Promise.allSettled([
    new ECRClient(settings).send(new GetAuthorizationTokenCommand({})),
    new STSClient(settings).send(
      new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::252775557553:role/x', RoleSessionName: 'ana' }),
    ),
  ])
  return seen.toSorted()
}

it('in aws mode, from the start on, the SDK ignores an endpoint in the shared configuration', async () => {
  expect(await hosts('default')).toEqual([EVIL, EVIL])
  expect(await hosts('services')).toEqual([EVIL, EVIL])
  const environment = { ...process.env }
  expect(config().mode).toBe('aws')
  expect(process.env).toEqual(environment)
  requireConfig()
  const real = ['api.ecr.us-west-2.amazonaws.com', 'sts.us-west-2.amazonaws.com']
  expect(await hosts('default')).toEqual(real)
  expect(await hosts('services')).toEqual(real)
})
