import { type Registry, registryHost } from '@/lib/accounts/registry'
import { type RepositoryRef, repositoryUri } from './reference'
import { type Shell, shellWord } from './shell'

export type Client = 'docker' | 'podman'
/** Identifies a command, whatever its title on the screen. */
type CommandId =
  | 'credentials'
  | 'caller'
  | 'helper-setting'
  | 'create'
  | 'log-in'
  | 'pull'
  | 'build'
  | 'tag'
  | 'push'
export type CommandStep = { id: CommandId; title: string; command: string; note?: string }

/**
 * Settings for the commands: the reader's shell and client, and a custom endpoint for the AWS command if there is one.
 */
export type CommandStyle = { shell: Shell; client: Client; endpointUrl?: string }

/** An image of a repository. A digest wins over a tag; without either it is the tag `latest`. */
type ImageChoice = { tag?: string; digest?: string }

const DEFAULT_TAG = 'latest'

/**
 * Logs the client in to one registry for 12 hours. The password is piped from one program to the other, never shown.
 */
export function loginStep(registry: Registry, { shell, client, endpointUrl }: CommandStyle): CommandStep {
  const host = registryHost(registry)
  const region = shellWord(registry.region, shell)
  const endpoint = endpointUrl && shellWord(endpointUrl, shell)
  const password =
    shell === 'posix'
      ? `aws ecr get-login-password --region ${region}${endpoint ? ` --endpoint-url ${endpoint}` : ''}`
      : `(Get-ECRLoginCommand -Region ${region}${endpoint ? ` -EndpointUrl ${endpoint}` : ''}).Password`
  return {
    id: 'log-in',
    title: 'Log in',
    command: `${password} | ${client} login --username AWS --password-stdin ${host}`,
    note:
      shell === 'posix'
        ? 'Needs the AWS CLI, version 2 or at least 1.17.10. Lasts 12 hours.'
        : 'Needs the AWS Tools for PowerShell (module AWS.Tools.ECR). Lasts 12 hours.',
  }
}

export function pullSteps(ref: RepositoryRef, image: ImageChoice, style: CommandStyle): CommandStep[] {
  const name = shellWord(imageUri(ref, image), style.shell)
  return [loginStep(ref, style), { id: 'pull', title: 'Pull', command: `${style.client} pull ${name}` }]
}

/** From a directory with a Dockerfile to an image in the repository. */
export function pushSteps(
  ref: RepositoryRef,
  { tag = DEFAULT_TAG }: ImageChoice,
  style: CommandStyle,
): CommandStep[] {
  const { client, shell } = style
  const local = shellWord(`${ref.name}:${tag}`, shell)
  const remote = shellWord(imageUri(ref, { tag }), shell)
  return [
    loginStep(ref, style),
    {
      id: 'build',
      title: 'Build',
      command: `${client} build -t ${local} .`,
      note: 'Skip this if the image is already built.',
    },
    { id: 'tag', title: 'Tag', command: `${client} tag ${local} ${remote}` },
    { id: 'push', title: 'Push', command: `${client} push ${remote}` },
  ]
}

/** The image reference, as clients expect it. */
export function imageUri(ref: RepositoryRef, { tag, digest }: ImageChoice): string {
  return digest ? `${repositoryUri(ref)}@${digest}` : `${repositoryUri(ref)}:${tag ?? DEFAULT_TAG}`
}

/** All commands of the steps, to paste at once. */
export function allCommands(steps: readonly CommandStep[]): string {
  return steps.map(({ command }) => command).join('\n')
}

/** Makes a client ask the Amazon ECR credential helper instead of storing a login. */
export function credentialHelper(
  registry: Registry,
  client: Client,
): { file: string; content: string; notes: string[] } {
  const host = registryHost(registry)
  return {
    file: client === 'docker' ? '~/.docker/config.json' : '~/.config/containers/auth.json',
    content: `${JSON.stringify({ credHelpers: { [host]: 'ecr-login' } }, undefined, 2)}\n`,
    notes: [
      'Needs docker-credential-ecr-login on the PATH (packages: docker-credential-helper-ecr with Homebrew, amazon-ecr-credential-helper with apt, dnf and yum).',
      'Add the entry to what the file already contains.',
      `An earlier login takes precedence over the helper: run ${client} logout ${host} once.`,
      'With this entry you don’t need to log in. The helper uses the AWS credentials in your environment.',
    ],
  }
}
