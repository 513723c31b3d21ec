import { describe, expect, it } from 'vitest'
import { allCommands, type CommandStyle, credentialHelper, pullSteps, pushSteps } from './commands'

const ref = { account: '252775557553', region: 'us-west-2', name: 'cwp/fluentd' }
const host = '252775557553.dkr.ecr.us-west-2.amazonaws.com'
const posix: CommandStyle = { shell: 'posix', client: 'docker' }
const digest = `sha256:${'0a'.repeat(32)}`

describe('the commands that pull', () => {
  it('are, for docker on macOS and Linux', () => {
    expect(allCommands(pullSteps(ref, { tag: '1.2' }, posix))).toBe(
      `aws ecr get-login-password --region us-west-2 | docker login --username AWS --password-stdin ${host}\n` +
        `docker pull ${host}/cwp/fluentd:1.2`,
    )
  })

  it('are, for podman in PowerShell', () => {
    expect(allCommands(pullSteps(ref, {}, { shell: 'powershell', client: 'podman' }))).toBe(
      `(Get-ECRLoginCommand -Region us-west-2).Password | podman login --username AWS --password-stdin ${host}\n` +
        `podman pull ${host}/cwp/fluentd:latest`,
    )
  })

  it('take a digest rather than a tag', () => {
    expect(pullSteps(ref, { tag: '1.2', digest }, posix).at(-1)?.command).toBe(
      `docker pull ${host}/cwp/fluentd@${digest}`,
    )
    expect(pullSteps(ref, { digest }, { ...posix, shell: 'powershell' }).at(-1)?.command).toBe(
      `docker pull '${host}/cwp/fluentd@${digest}'`,
    )
  })

  it.each([
    ['posix', 'aws ecr get-login-password --region us-west-2 --endpoint-url http://127.0.0.1:4510 |'],
    ['powershell', '(Get-ECRLoginCommand -Region us-west-2 -EndpointUrl http://127.0.0.1:4510).Password |'],
  ] as const)('ask another endpoint for the password if there is one: %s', (shell, start) => {
    const [login] = pullSteps(ref, {}, { shell, client: 'docker', endpointUrl: 'http://127.0.0.1:4510' })
    expect(login?.command.startsWith(start)).toBe(true)
  })

  it('never run anything in a tag', () => {
    expect(pullSteps(ref, { tag: '$(id)' }, posix).at(-1)?.command).toBe(
      `docker pull '${host}/cwp/fluentd:$(id)'`,
    )
  })
})

it('the commands that push are four steps, each of which can be copied alone', () => {
  expect(pushSteps(ref, { tag: '1.2' }, posix).map(({ title, command }) => [title, command])).toEqual([
    [
      'Log in',
      `aws ecr get-login-password --region us-west-2 | docker login --username AWS --password-stdin ${host}`,
    ],
    ['Build', 'docker build -t cwp/fluentd:1.2 .'],
    ['Tag', `docker tag cwp/fluentd:1.2 ${host}/cwp/fluentd:1.2`],
    ['Push', `docker push ${host}/cwp/fluentd:1.2`],
  ])
})

it('the credential helper is configured for this registry alone', () => {
  const { file, content } = credentialHelper(ref, 'docker')
  expect(file).toBe('~/.docker/config.json')
  expect(JSON.parse(content)).toEqual({ credHelpers: { [host]: 'ecr-login' } })
})
