import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { removeSecrets } from './redact-secrets'

const MARK = '[secret removed]'
// Invented: random characters in the format of AWS secrets.
const KEY = 'k3Zp/QmX8vRt1LwYc+J0bNfHgD5sUeA7iOqT2xVz'
const TOKEN = `eyJwYXlsb2FkIjoi${'Qm9ndXNUb2tlbjE5'.repeat(20)}==`
const SESSION = `IQoJb3JpZ2luX2VjE${'a1B2c3D4e5F6'.repeat(20)}`
const HOST = '252775557553.dkr.ecr.us-west-2.amazonaws.com'

describe('a secret is removed from', () => {
  it.each([
    [
      'docker login -p',
      `docker login -u AWS -p ${TOKEN} https://${HOST}`,
      `docker login -u AWS -p ${MARK} https://${HOST}`,
    ],
    [
      'docker login -p, attached',
      `docker login -u AWS -p${TOKEN} ${HOST}`,
      `docker login -u AWS -p${MARK} ${HOST}`,
    ],
    [
      'docker login --password',
      `docker login --password hunter2 ${HOST}`,
      `docker login --password ${MARK} ${HOST}`,
    ],
    [
      'docker login --password=',
      `docker login --password='hunter2' ${HOST}`,
      `docker login --password='${MARK}' ${HOST}`,
    ],
    [
      'a login over two lines',
      `podman login -u AWS \\\n  -p hunter2 ${HOST}`,
      `podman login -u AWS \\\n  -p ${MARK} ${HOST}`,
    ],
    ['a key id', 'keys AKIAIOSFODNN7EXAMPLE and ASIAIOSFODNN7EXAMPLE', `keys ${MARK} and ${MARK}`],
    ['an environment', `export AWS_SECRET_ACCESS_KEY=${KEY}`, `export AWS_SECRET_ACCESS_KEY=${MARK}`],
    ['PowerShell', `$Env:AWS_SESSION_TOKEN="${SESSION}"`, `$Env:AWS_SESSION_TOKEN="${MARK}"`],
    ['setx', `setx AWS_SECRET_ACCESS_KEY ${KEY}`, `setx AWS_SECRET_ACCESS_KEY ${MARK}`],
    [
      'a credentials file',
      `aws_secret_access_key = ${KEY}\nregion = x`,
      `aws_secret_access_key = ${MARK}\nregion = x`,
    ],
    ['aws configure', `AWS Secret Access Key [None]: ${KEY}`, `AWS Secret Access Key [None]: ${MARK}`],
    [
      'JSON',
      `{"SecretAccessKey": "${KEY}", "SessionToken": "${SESSION}"}`,
      `{"SecretAccessKey": "${MARK}", "SessionToken": "${MARK}"}`,
    ],
    ['escaped JSON', `{\\"SecretAccessKey\\":\\"${KEY}\\"}`, `{\\"SecretAccessKey\\":\\"${MARK}\\"}`],
    ['YAML', `SecretAccessKey: ${KEY}\nVersion: 1`, `SecretAccessKey: ${MARK}\nVersion: 1`],
    ['a table', `|  SecretAccessKey |  ${KEY} |`, `|  SecretAccessKey |  ${MARK} |`],
    ['a password with spaces', `"password": "correct horse"`, `"password": "${MARK}"`],
    [
      'a docker configuration',
      `"auths":{"${HOST}":{"auth":"QVdTOmh1bnRlcjI="}}`,
      `"auths":{"${HOST}":{"auth":"${MARK}"}}`,
    ],
    ['a header', `curl -H "Authorization: Basic QVdTOmh1bnRlcjI=" x`, `curl -H "Authorization: ${MARK}" x`],
    ['a header dump', 'Authorization:[Bearer abc.def] Host:[x]', `Authorization:[${MARK}] Host:[x]`],
    [
      'a signed request',
      'Authorization: AWS4-HMAC-SHA256 Credential=A/1, SignedHeaders=host, Signature=0a1b\nnext',
      `Authorization: ${MARK}\nnext`,
    ],
    ['a URL', 'clone https://builder:hunter2@git.example.com/x', `clone https://${MARK}@git.example.com/x`],
    [
      'a signed URL',
      'https://s3/x?X-Amz-Date=1&X-Amz-Credential=A%2F1&X-Amz-Signature=0a1b',
      `https://s3/x?X-Amz-Date=1&X-Amz-Credential=${MARK}&X-Amz-Signature=${MARK}`,
    ],
    ['a bare token', `Password:\n${TOKEN}\n`, `Password:\n${MARK}\n`],
    [
      'a token split into lines',
      `${TOKEN.slice(0, 76)}\n${TOKEN.slice(76, 152)}\n${TOKEN.slice(152, 200)}\nend`,
      `${MARK}\nend`,
    ],
    ['a bare secret key', `${KEY}\n`, `${MARK}\n`],
    [
      'a private key',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nx',
      `${MARK}\nx`,
    ],
    ['a code host’s token', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789', MARK],
  ])('%s', (_where, text, kept) => {
    const { text: result, removed } = removeSecrets(text)
    expect(result).toBe(kept)
    expect(removed).toBe(kept.split(MARK).length - 1)
  })
})

describe('what explains an error stays', () => {
  it.each([
    [
      'the way to log in',
      `aws ecr get-login-password --region us-west-2 | docker login --username AWS --password-stdin ${HOST}`,
    ],
    ['docker’s warning', 'WARNING! Using --password via the CLI is insecure. Use --password-stdin.'],
    ['a published port', 'docker run -p 8080:80 image'],
    ['a digest', `${HOST}/x@sha256:5de487da52320ad9978f3a7a4f6700910342956c7dcb3b6f955222b4cccbd600`],
    ['a commit', 'at 31c8acf0b52c1ae49f6f4d2c3b1a09876543210f'],
    [
      'a role',
      'arn:aws:sts::872569379934:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/release-bot-1',
    ],
    [
      'a long role',
      `arn:aws:sts::872569379934:assumed-role/${'ServiceTaskRoleD1A2'.repeat(3)}/${'Session1'.repeat(7)}`,
    ],
    ['a long name', `${HOST}/${'team/service-of-many-words-'.repeat(6)}1`],
    ['unique ids', 'AIDAIOSFODNN7EXAMPLE AROAIOSFODNN7EXAMPLE:session'],
    ['an expired token', 'denied: Your authorization token has expired. Reauthenticate and try again.'],
    [
      'a request token',
      '(RequestToken: 6908aac2-afbf-11e8-a938-11b4b9eba67a, HandlerErrorCode: AccessDenied)',
    ],
    ['a variable', 'docker login -u AWS -p $TOKEN'],
    ['nothing', ''],
  ])('%s', (_what, text) => expect(removeSecrets(text)).toEqual({ text, removed: 0 }))
})

describe('any paste', () => {
  it('no key and no token remains, wherever it is', () => {
    const around = fc.string({ unit: 'binary', maxLength: 20 })
    const edge = fc.constantFrom(' ', '\n', '"', "'", '=', ': ', '(', '|', ',')
    fc.assert(
      fc.property(
        fc.constantFrom(KEY, TOKEN, SESSION),
        around,
        edge,
        around,
        (secret, before, edge, after) => {
          const { text, removed } = removeSecrets(`${before}${edge}${secret}\n${after}`)
          expect(text).not.toContain(secret)
          expect(removed).toBeGreaterThan(0)
        },
      ),
    )
  })

  it.each([
    'a',
    'A-',
    'login ',
    'password',
    '://a:',
    'X-Amz-Signature=',
    '-----BEGIN ',
    'aA1+\n',
    'Authorization: AWS4-HMAC-SHA256 ',
    '[',
    'eyJ',
    ' ',
  ])('is processed to the end, even two million characters of %j', (unit) =>
    expect(removeSecrets(unit.repeat(2_000_000 / unit.length)).text).not.toBe(''),
  )
})
