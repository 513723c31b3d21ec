import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSandbox } from '../server'
import { keysOf } from '../test-clients'
import { credentialsFor } from './sessions'
import { uniqueId } from './unique-id'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'empty' })
})
afterAll(() => sandbox.close())

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
type Change = { keys?: Keys; date?: Date; service?: string; body?: string; header?: Record<string, string> }

const MINUTE = 60_000
const BODY = '{}'

/** Signs a request for DescribeRegistry, then sends it with something changed. */
async function send({
  keys = keysOf('hp-id-dev', 'developer'),
  date,
  service = 'ecr',
  body,
  header,
}: Change) {
  const { host } = new URL(sandbox.endpoint)
  const signer = new SignatureV4({ credentials: keys, region: 'us-west-2', service, sha256: Sha256 })
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: host,
      path: '/',
      headers: {
        host,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.DescribeRegistry',
      },
      body: BODY,
    },
    { signingDate: date ?? new Date() },
  )
  const response = await fetch(sandbox.endpoint, {
    method: 'POST',
    headers: { ...signed.headers, ...header },
    body: body ?? BODY,
  })
  const { __type: type, message } = await response.json()
  return [response.status, type, message]
}

const WRONG = [
  400,
  'InvalidSignatureException',
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
]

it('accepts a request signed by the key’s owner', async () => {
  expect((await send({}))[0]).toBe(200)
})

it('accepts a request signed a few minutes ago by another clock', async () => {
  expect((await send({ date: new Date(Date.now() - 4 * MINUTE) }))[0]).toBe(200)
})

it.each<[string, Change]>([
  ['another secret', { keys: { ...keysOf('hp-id-dev', 'developer'), secretAccessKey: 'guessed' } }],
  ['another body', { body: '{ }' }],
  [
    'another operation',
    { header: { 'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken' } },
  ],
  ['the hash of another body', { body: '{ }', header: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }],
])('refuses a signature with %s', async (_what, change) => {
  expect(await send(change)).toEqual(WRONG)
})

it('refuses a request from the past or the future, naming both times', async () => {
  const late = await send({ date: new Date(Date.now() - 6 * MINUTE) })
  expect(late).toEqual([
    400,
    'InvalidSignatureException',
    expect.stringMatching(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
    ),
  ])
  const early = await send({ date: new Date(Date.now() + 6 * MINUTE) })
  expect(early).toEqual([
    400,
    'InvalidSignatureException',
    expect.stringContaining('Signature not yet current: '),
  ])
})

it('refuses a request signed for another service', async () => {
  expect(await send({ service: 'sts' })).toEqual([
    400,
    'InvalidSignatureException',
    "Credential should be scoped to correct service: 'ecr'. ",
  ])
})

it('refuses a key that it does not know', async () => {
  expect(await send({ keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' } })).toEqual([
    400,
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ])
})

it('refuses temporary keys that have expired', async () => {
  const roleArn = 'arn:aws:iam::252775557553:role/ecr-portal-read'
  const keys = credentialsFor({
    roleArn,
    roleId: uniqueId('AROA', roleArn),
    name: 'ana',
    expiresAt: Date.now() / 1000 - 1,
  })
  expect(await send({ keys })).toEqual([
    400,
    'ExpiredTokenException',
    'The security token included in the request is expired',
  ])
})

it('refuses a request without a signature', async () => {
  const response = await fetch(sandbox.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.DescribeRegistry' },
    body: BODY,
  })
  expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' })
})
